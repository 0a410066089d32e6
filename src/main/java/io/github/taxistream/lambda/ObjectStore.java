package io.github.taxistream.lambda;

/** Where the function writes. */
interface ObjectStore {

    /** Writes an object, and replaces one of the same key. */
    void put(String key, byte[] content);
}
