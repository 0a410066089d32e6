package io.github.taxistream.lambda;

/** Where the function writes. */
interface ObjectStore {

    /** Writes an object, over one of the same key if there is one. */
    void put(String key, byte[] content);
}
