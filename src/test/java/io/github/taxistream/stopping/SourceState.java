package io.github.taxistream.stopping;

import io.github.taxistream.source.connector.SourceWatch;
import java.time.Duration;

/** What the source is at when the job is stopped. */
enum SourceState {
    NEVER_A_RECORD {
        @Override
        void bringAbout(StopCell cell) {
            cell.until("all is read", watch -> watch.isAtTip(parallelism()));
        }
    },
    BACKLOG {
        @Override
        void bringAbout(StopCell cell) {
            cell.send(60);
            cell.until("it reads", watch -> watch.trips() > 10 && watch.trips() < cell.sent());
        }
    },
    AT_THE_TIP {
        @Override
        void bringAbout(StopCell cell) {
            cell.send(6);
            cell.until("all is read", watch -> hasReadAll(cell, watch));
        }
    },
    IDLE {
        @Override
        Duration idleShard() {
            return SOON;
        }

        @Override
        void bringAbout(StopCell cell) {
            cell.send(6);
            cell.until("all is read", watch -> hasReadAll(cell, watch));
            cell.until("all are idle", watch -> watch.idle() == parallelism());
        }
    },
    ONE_SHARD_IDLE {
        @Override
        Duration idleShard() {
            return Duration.ofSeconds(1);
        }

        @Override
        void bringAbout(StopCell cell) {
            cell.send(6);
            cell.until("all is read", watch -> hasReadAll(cell, watch));
            cell.keepSendingTo(1);
            cell.until("one is idle", watch -> watch.idle() == 1);
        }
    },
    A_SHARD_ENDED {
        @Override
        Duration discovery() {
            return NEVER;
        }

        @Override
        void bringAbout(StopCell cell) throws InterruptedException {
            cell.send(6);
            cell.split(0);
            cell.until("all is read", watch -> hasReadAll(cell, watch));
            cell.until("a shard has ended", watch -> watch.endedShards() == 1);
        }
    },
    MORE_SUBTASKS_THAN_SHARDS {
        @Override
        int shards() {
            return 1;
        }

        @Override
        int parallelism() {
            return 3;
        }

        @Override
        void bringAbout(StopCell cell) {
            cell.send(6);
            cell.until("all is read", watch -> hasReadAll(cell, watch));
            cell.until("the others are idle", watch -> watch.idle() == 2);
        }
    },
    AFTER_A_RESHARDING {
        @Override
        void bringAbout(StopCell cell) throws InterruptedException {
            cell.send(6);
            cell.split(0);
            cell.send(3);
            cell.until("the shards are found", watch -> watch.shards() == 4);
            cell.until("all is read", watch -> hasReadAll(cell, watch));
        }
    },
    BEFORE_THE_FIRST_LISTING {
        @Override
        void prepare(StopCell cell) {
            cell.watch().holdListBack();
            cell.send(6);
        }

        @Override
        void bringAbout(StopCell cell) {
            cell.until("shards are asked for", watch -> watch.waiting() == parallelism());
        }
    },
    WHILE_READERS_ARE_STARTED {
        @Override
        int parallelism() {
            return 1;
        }

        @Override
        boolean canBeOfFanOut() {
            // It asks for nothing before its readers run.
            return false;
        }

        @Override
        void prepare(StopCell cell) {
            cell.watch().holdReadersBack();
            cell.send(6);
        }

        @Override
        void bringAbout(StopCell cell) {
            cell.until("a reader is started", watch -> watch.waiting() == 1);
        }
    };

    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration NEVER = Duration.ofHours(1);

    /** How many shards the stream has at first. */
    int shards() {
        return 2;
    }

    /** How many subtasks the job has. */
    int parallelism() {
        return 2;
    }

    /** After how long a shard is idle. */
    Duration idleShard() {
        return NEVER;
    }

    /** How often new shards are looked for until the job is stopped. */
    Duration discovery() {
        return Duration.ofMillis(300);
    }

    /** Whether there is such a state when shards are subscribed to. */
    boolean canBeOfFanOut() {
        return true;
    }

    /** What comes before the job. */
    void prepare(StopCell cell) {}

    /** Waits for the state, once the job was submitted. */
    abstract void bringAbout(StopCell cell) throws Exception;

    boolean hasReadAll(StopCell cell, SourceWatch watch) {
        return watch.trips() == cell.sent() && watch.isAtTip(parallelism());
    }
}
