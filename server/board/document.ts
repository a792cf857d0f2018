// The document as a tree of nodes: a change of a value also writes its merge patch (B4).
import type { Json, MergePatch } from '../../shared/patch.ts';

type Leaf = string | number | boolean;
type Plain = Record<string, unknown>;

/** The root's book-keeping of one window, between two takings of the patches. */
type Window = { opened: DocumentNode[]; sealed: MergePatch[] };

/** One object of the document and the part of the patch that belongs to it. */
export class DocumentNode<T extends object = Plain> {
  readonly value: T;
  readonly #window: Window;
  readonly #parent: DocumentNode | undefined;
  readonly #key: string;
  readonly #children = new Map<string, DocumentNode>();
  #patch: MergePatch | undefined;
  /** Keys of objects deleted in this window: RFC 7396 cannot express "delete, then create again" in one patch. */
  #deleted: Set<string> | undefined;

  constructor(value: T, parent?: DocumentNode, key = '', window?: Window) {
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
    if (value === undefined) this.remove(key);
    else this.set(key, value);
  }

  add(key: string & keyof T, delta: number): void {
    if (delta !== 0) this.set(key, (((this.value as Plain)[key] as number | undefined) ?? 0) + delta);
  }

  /** Adds to a tally, in which zero means absent. */
  tally(key: string & keyof T, delta: number): void {
    if (delta === 0) return;
    const sum = (((this.value as Plain)[key] as number | undefined) ?? 0) + delta;
    if (sum === 0) this.remove(key);
    else this.set(key, sum);
  }

  remove(key: string & keyof T): void {
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
  child<C extends object = Plain>(key: string & keyof T): DocumentNode<C> {
    let child = this.#children.get(key);
    if (!child) {
      const value = (this.value as Plain)[key];
      if (typeof value !== 'object' || value === null) throw new Error(`no object at "${key}" of the board`);
      child = new DocumentNode(value as Plain, this as unknown as DocumentNode, key, this.#window);
      this.#children.set(key, child);
    }
    return child as unknown as DocumentNode<C>;
  }

  /** Puts a new object there, which the document then owns. */
  create<C extends object>(key: string & keyof T, value: C): DocumentNode<C> {
    if (this.has(key)) this.remove(key);
    if (this.#deleted?.has(key)) this.#seal();
    (this.value as Plain)[key] = value;
    this.#open()[key] = structuredClone(value) as Json;
    const child = new DocumentNode<C>(value, this as unknown as DocumentNode, key, this.#window);
    this.#children.set(key, child as unknown as DocumentNode);
    return child;
  }

  /** The branch at a key, grown from `make` where there is none. */
  getOrCreate<C extends object>(key: string & keyof T, make: () => C): DocumentNode<C> {
    return this.has(key) ? this.child<C>(key) : this.create(key, make());
  }

  /** Root only: the patches since the last take, in order; usually one. */
  drainPatches(): MergePatch[] {
    this.#seal();
    return this.#window.sealed.splice(0);
  }

  #open(): MergePatch {
    if (this.#patch) return this.#patch;
    this.#window.opened.push(this as unknown as DocumentNode);
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
