/** The end of a line: told once, to one listener, however often and by whomever it is noticed, also to one that listens only afterwards. */
export class HangUp {
  private listener: () => void = () => {};
  private over = false;

  get happened(): boolean {
    return this.over;
  }

  onClose(listener: () => void): void {
    this.listener = listener;
    if (this.over) queueMicrotask(listener);
  }

  /** Bound, so that it can be handed to events. */
  readonly notice = (): void => {
    if (this.over) return;
    this.over = true;
    this.listener();
  };
}
