/** For whom something is shown: the house, the ticket's customer, or the supplier of its dispute. */
export type Audience = 'staff' | 'customer' | 'supplier';
