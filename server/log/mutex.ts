// One at a time: who comes while another runs waits for its end, whatever that is.

export type InTurn = (name: string, run: () => Promise<void>) => Promise<void>;

/** Turns within this process; each name has its own. */
export function createInTurn(): InTurn {
  const turns = new Map<string, Promise<void>>();
  return (name, run) => {
    const turn = (turns.get(name) ?? Promise.resolve()).then(run, run);
    turns.set(name, turn);
    return turn;
  };
}
