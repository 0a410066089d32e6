package io.github.taxistream.producer.record;

/** How a record's values are written. */
public enum JsonFormat {
    /** Numbers as numbers; a value that is missing is left out. */
    JSON,
    /**
     * Every value a string, one that is missing an empty one: as the Kinesis Agent's CSVTOJSON
     * writes them.
     */
    AGENT
}
