/** An answer that takes long to make: it is made once the transaction has committed, so that it holds no connection. */
export class Later {
  readonly make: () => Promise<unknown>;
  constructor(make: () => Promise<unknown>) {
    this.make = make;
  }
}
