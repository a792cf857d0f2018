// What the browser's tab says of the page that is open, before the name of the house.
class PageTitle {
  current = $state.raw<string | undefined>();

  /** Call within an effect: returns what takes the title away again. */
  show(title: string): () => void {
    this.current = title;
    return () => {
      if (this.current === title) this.current = undefined;
    };
  }
}
export const pageTitle = new PageTitle();
