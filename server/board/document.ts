// The document as a tree of nodes: whoever changes a value writes the merge patch in the same stroke (B4).
import type { Json, MergePatch } from '../../shared/patch.ts';

type Leaf = string | number | boolean;
type Plain = Record<string, unknown>;

/** The root's book-keeping of one window between two takes. */
type Window = { opened: Branch[]; sealed: MergePatch[] };

/** One object of the document and the part of the patch that belongs to it. */
export class Branch<T extends object = Plain> {
  readonly value: T;
  readonly #window: Window;
  readonly #parent: Branch | undefined;
  readonly #key: string;
  readonly #children = new Map<string, Branch>();
  #patch: MergePatch | undefined;
  /** Keys of objects deleted in this window: RFC 7396 cannot say "delete, then create anew" in one patch. */
  #deleted: Set<string> | undefined;

  constructor(value: T, parent?: Branch, key = '', window?: Window) {
    this.value = value;
    this.#parent = parent;
    this.#key = key;
    this.#window = window ?? { opened: [], sealed: [] };
  }

  set(key: string & keyof T, value: Leaf): void {
    const here = this.value as Plain;
    if (here[key] === value) return;
    here[key] = value;
    this.#open()[key] = value;
  }

  /** Sets the value, or deletes the key when there is none: the document holds no null. */
  put(key: string & keyof T, value: Leaf | undefined): void {
    if (value === undefined) this.drop(key);
    else this.set(key, value);
  }

  add(key: string & keyof T, delta: number): void {
    if (delta !== 0) this.set(key, (((this.value as Plain)[key] as number | undefined) ?? 0) + delta);
  }

  /** Adds to a tally, in which zero means absent. */
  tally(key: string & keyof T, delta: number): void {
    if (delta === 0) return;
    const sum = (((this.value as Plain)[key] as number | undefined) ?? 0) + delta;
    if (sum === 0) this.drop(key);
    else this.set(key, sum);
  }

  drop(key: string & keyof T): void {
    const here = this.value as Plain;
    if (!Object.hasOwn(here, key)) return;
    if (typeof here[key] === 'object') {
      this.#children.delete(key);
      (this.#deleted ??= new Set()).add(key);
    }
    delete here[key];
    this.#open()[key] = null;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.value, key);
  }

  /** The branch of an object that is there. */
  at<C extends object = Plain>(key: string & keyof T): Branch<C> {
    let child = this.#children.get(key);
    if (!child) {
      const value = (this.value as Plain)[key];
      if (typeof value !== 'object' || value === null) throw new Error(`no object at "${key}" of the board`);
      child = new Branch(value as Plain, this as unknown as Branch, key, this.#window);
      this.#children.set(key, child);
    }
    return child as unknown as Branch<C>;
  }

  /** Puts a new object there, which the document then owns. */
  grow<C extends object>(key: string & keyof T, value: C): Branch<C> {
    if (this.has(key)) this.drop(key);
    if (this.#deleted?.has(key)) this.#seal();
    (this.value as Plain)[key] = value;
    this.#open()[key] = structuredClone(value) as Json;
    const child = new Branch<C>(value, this as unknown as Branch, key, this.#window);
    this.#children.set(key, child as unknown as Branch);
    return child;
  }

  /** The branch at a key, grown from `make` where there is none. */
  need<C extends object>(key: string & keyof T, make: () => C): Branch<C> {
    return this.has(key) ? this.at<C>(key) : this.grow(key, make());
  }

  /** Root only: the patches since the last take, in order; usually one. */
  take(): MergePatch[] {
    this.#seal();
    return this.#window.sealed.splice(0);
  }

  #open(): MergePatch {
    if (this.#patch) return this.#patch;
    this.#window.opened.push(this as unknown as Branch);
    if (!this.#parent) return (this.#patch = {});
    const outer = this.#parent.#open();
    const there = outer[this.#key];
    // An object grown in this window stands whole in its parent's patch: go on inside that copy.
    this.#patch = typeof there === 'object' && there !== null ? (there as MergePatch) : {};
    outer[this.#key] = this.#patch;
    return this.#patch;
  }

  /** Ends the patch written so far; what follows goes into the next one. */
  #seal(): void {
    const root = this.#window.opened.find((branch) => !branch.#parent);
    if (root !== undefined && root.#patch !== undefined) this.#window.sealed.push(root.#patch);
    for (const branch of this.#window.opened) {
      branch.#patch = undefined;
      branch.#deleted = undefined;
    }
    this.#window.opened.length = 0;
  }
}
