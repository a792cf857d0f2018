// The title of the browser tab: the open page, then the name of the installation.
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
