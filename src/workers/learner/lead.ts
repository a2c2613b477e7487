/**
 * Of several tabs of one project one leads: it trains, the others show what it makes. Whoever asks first has the lead until it
 * ends or dies; the platform's lock says so, in whatever way a tab is closed. Orders reach the one that leads from any of them.
 */
type Order =
  | { readonly kind: 'train' }
  /** Goes back to a model as it was. */
  | { readonly kind: 'restore'; readonly version: number }
  /** Checks the project's labels, or stops doing so. */
  | { readonly kind: 'check'; readonly stop: boolean };

export interface Lead {
  readonly isMine: boolean;
  /** Tells the one that leads. */
  order(order: Order): void;
  release(): void;
}

export interface LeadListener {
  /** The lead is ours from now on. */
  taken(): void;
  /** Who carries out orders that were given in another tab. */
  readonly orders: {
    train(): void;
    restore(version: number): void;
    check(stop: boolean): void;
  };
}

function obey(order: Order, orders: LeadListener['orders']): void {
  switch (order.kind) {
    case 'train':
      orders.train();
      break;
    case 'restore':
      orders.restore(order.version);
      break;
    case 'check':
      orders.check(order.stop);
      break;
    default:
      order satisfies never;
  }
}

export function takeLead(projectId: string, listener: LeadListener): Lead {
  const name = `lean-life-learner-${projectId}`;
  // Absent outside secure contexts, and in older runtimes: there each tab leads.
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  let isMine = locks === undefined;
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const waiting = new AbortController();
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
  if (channel !== undefined) {
    channel.onmessage = ({ data }) => {
      // Only tabs of this application know the channel.
      if (isMine) obey(data as Order, listener.orders);
    };
  }
  locks
    ?.request(name, { signal: waiting.signal }, () => {
      isMine = true;
      listener.taken();
      return released;
    })
    .catch(() => undefined); // given up while it waited
  return {
    get isMine() {
      return isMine;
    },
    order: (order) => channel?.postMessage(order),
    release: () => {
      isMine = false;
      waiting.abort();
      release();
      channel?.close();
    },
  };
}
