// What a kind of call is made of: how the caller goes through the dialplan, and what happens when Asterisk reports a step of it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Packet } from '../../server/sources/asterisk/wire.ts';

/** How a caller goes through mixes.extensions.conf; a setting that is missing is not made there. */
export type Plan = {
  queue: string;
  /** Seconds in the queue, in the whole call, and until the caller presses `key`. */
  timeout?: number;
  absolute?: number;
  after?: number;
  key?: number;
  /** Options of Queue(), instead of tT. */
  options?: string;
  /** The context that the desk goes through before it talks to the caller. */
  gosub?: string;
  /** The caller's place among those who wait. */
  position?: number;
  /** Queues that the caller goes on to, one after the other. */
  next?: string;
  last?: string;
  /** Runs Queue() itself, without a dialplan, on a channel that Asterisk may optimise away. */
  isDirect?: boolean;
  /** Its channels have names of ours instead of a Uniqueid with the time. */
  isOwnId?: boolean;
};

export type Tools = {
  random: () => number;
  act: (name: string, headers: Record<string, string>) => Promise<void>;
  originate: (caller: string, variables: Record<string, string>, more: Record<string, string>) => Promise<void>;
};
export type Step = (packet: Packet, tools: Tools) => Promise<void>;
export type Steps = Partial<Record<'QueueCallerJoin' | 'AgentCalled' | 'DialEnd' | 'AgentConnect', Step>>;
/** `on`: what follows an event of the caller, the first time that it comes; with `again`, the second time. */
export type Kind = {
  plan: (random: () => number) => Plan;
  on?: Steps;
  again?: Steps;
};

/** The caller and the far end of a test call. */
export const far = { Context: 'wallboard-test-far', Exten: 's', Priority: '1' };
export const farChannel = 'Local/s@wallboard-test-far/n';
export const elsewhere = (exten: string) => ({ Context: 'wallboard-test-elsewhere', Exten: exten, Priority: '1' });

export const whole = (random: () => number, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1));
export const of = (packet: Packet, header: string): string => packet[header] ?? '';
export const channelOf = (packet: Packet): string => of(packet, 'Channel');
export const deskChannel = (packet: Packet): string => of(packet, 'DestChannel');
/** The channel behind a queue's caller. */
export const farEnd = (packet: Packet): string => channelOf(packet).replace(/;2$/, ';1');

/** Some seconds later. */
export const later =
  (from: number, to: number, step: Step): Step =>
  async (packet, tools) => {
    await sleep(1_000 * (from + tools.random() * (to - from)));
    await step(packet, tools);
  };
export const action =
  (name: string, headers: (packet: Packet, tools: Tools) => Record<string, string>): Step =>
  (packet, tools) =>
    tools.act(name, headers(packet, tools));
export const both =
  (...steps: Step[]): Step =>
  async (packet, tools) => {
    for (const step of steps) await step(packet, tools);
  };

export const hangupCaller = action('Hangup', (packet) => ({ Channel: farEnd(packet) }));
export const hangupDesk = action('Hangup', (packet) => ({ Channel: deskChannel(packet) }));
export const redirect = (exten: string): Step =>
  action('Redirect', (packet) => ({ Channel: channelOf(packet), ...elsewhere(exten) }));
/** The caller and the desk leave their talk, each for an extension of its own. */
export const redirectBoth = (exten: string, desk: string): Step =>
  action('Redirect', (packet) => ({
    Channel: channelOf(packet),
    ExtraChannel: deskChannel(packet),
    ...elsewhere(exten),
    ExtraContext: 'wallboard-test-elsewhere',
    ExtraExten: desk,
    ExtraPriority: '1',
  }));
/** The other party reports itself by WB_FOR, and is bridged with the caller then: see mixes.ts. */
export const bridgeWithOther: Step = (packet, { originate }) =>
  originate('other', { WB_FOR: channelOf(packet), WB_STAY: '6' }, { Channel: farChannel, ...far });
/** Whoever is bridged with the channel goes to the extension. */
export const transferFrom = (channel: (packet: Packet) => string, exten: string): Step =>
  action('BlindTransfer', (packet) => ({
    Channel: channel(packet),
    Context: 'wallboard-test-elsewhere',
    Exten: exten,
  }));
export const consult = (exten: string): Step =>
  action('Atxfer', (packet) => ({ Channel: deskChannel(packet), ...elsewhere(exten) }));
export const pauseDesk = (isPaused: boolean): Step =>
  action('QueuePause', (packet) => ({ Interface: of(packet, 'Interface'), Paused: String(isPaused), Reason: 'test' }));
