/** A structure's public key, as a part of a route. */
export const KEY = ':key{pk_[0-9A-Za-z]{22}}'
