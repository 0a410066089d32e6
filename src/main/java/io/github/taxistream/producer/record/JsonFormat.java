package io.github.taxistream.producer.record;

/** How a record's values are written. */
public enum JsonFormat {
    /** Numbers as numbers; missing values are left out. */
    JSON,
    /**
     * Every value as a string, a missing one as an empty string, like the Kinesis Agent's
     * CSVTOJSON.
     */
    AGENT
}
