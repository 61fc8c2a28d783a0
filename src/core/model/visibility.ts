/** What the public was found to see where an avatar is: that very one, or something else. */
export type Visibility = 'live' | 'notVisibleYet';
