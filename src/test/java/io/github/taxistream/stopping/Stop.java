package io.github.taxistream.stopping;

/** A way in which a job ends. */
enum Stop {
    /** All open hours are written, and the job ends for good. */
    DRAIN,
    /** A savepoint is taken, from which another job goes on. */
    SAVEPOINT,
    /** Another job goes on from the last checkpoint. */
    CANCEL,
    /** The TaskManager dies, and Flink starts the job again on another one. */
    KILL
}
