// Asks the person at this page to show again who they are, while something that they pressed waits for it.

class Identity {
  /** Somebody is asked now. */
  isAsked = $state(false);
  #answer: ((isConfirmed: boolean) => void) | undefined;
  #asking: Promise<boolean> | undefined;
  #hosts = 0;

  /** Whether they did. What is refused at once waits for one answer; where no page can ask, nobody does. */
  confirm(): Promise<boolean> {
    if (this.#hosts === 0) return Promise.resolve(false);
    this.isAsked = true;
    return (this.#asking ??= new Promise((answer) => (this.#answer = answer)));
  }

  settle(isConfirmed: boolean): void {
    this.#answer?.(isConfirmed);
    this.#answer = this.#asking = undefined;
    this.isAsked = false;
  }

  /** A page that shows the question while `isAsked`. Returns how it ends: nobody can answer on a page that is gone. */
  host(): () => void {
    this.#hosts++;
    return () => {
      this.#hosts--;
      this.settle(false);
    };
  }
}
export const identity = new Identity();
