package io.github.taxistream.chaos;

import java.util.List;
import java.util.Random;

/** Three failures of a scenario, drawn by a seed, each at a random distance from the one before. */
final class FailureSchedule {

    private static final int FAILURES = 3;
    private static final int MOST_CHECKPOINTS_BETWEEN = 3;

    private final ChaosWorld world;
    private final ChaosScenario scenario;
    private final Random random;
    private final StringBuilder log = new StringBuilder();

    FailureSchedule(ChaosWorld world, ChaosScenario scenario, long seed) {
        this.world = world;
        this.scenario = scenario;
        this.random = new Random(seed);
    }

    /** A failure that can be drawn. */
    private enum Kind {
        TASK_MANAGERS_LOST,
        SOURCE_FAILS,
        WRITER_FAILS,
        COMMITTER_FAILS,
        COMMIT_UNANSWERED,
        S3_OVERLOADED,
        S3_RESETS,
        KINESIS_THROTTLES,
        ITERATOR_EXPIRES,
        KINESIS_FAILS,
        KINESIS_AWAY,
        ANSWERS_LOST,
        SHARD_SPLIT,
        SHARDS_MERGED,
        RESTORED_FROM_CHECKPOINT,
        RESTORED_FROM_SAVEPOINT
    }

    /** Lets it all happen; returns when the last is over, and shown to have happened. */
    void happen() throws Exception {
        for (int i = 0; i < FAILURES; i++) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            log.append(' ').append(kind);
            scenario.awaitCheckpoints(random.nextInt(MOST_CHECKPOINTS_BETWEEN));
            happen(kind);
        }
    }

    private void happen(Kind kind) throws Exception {
        switch (kind) {
            case TASK_MANAGERS_LOST -> scenario.failAndRecover(world::replaceTaskManagers);
            case SOURCE_FAILS -> scenario.failAndRecover(() -> kinesis(KinesisFaults.denied(), 1));
            case WRITER_FAILS -> scenario.failAndRecover(() -> s3(S3Faults.uploadDenied(), 1));
            case COMMITTER_FAILS -> scenario.failAndRecover(() -> s3(S3Faults.commitDenied(), 1));
            case COMMIT_UNANSWERED -> s3(S3Faults.commitUnanswered(), 2);
            case S3_OVERLOADED -> s3(S3Faults.slowDown(), 10);
            case S3_RESETS -> s3(S3Faults.resets(), 10);
            case KINESIS_THROTTLES -> kinesis(KinesisFaults.throttled(), 6);
            case ITERATOR_EXPIRES -> kinesis(KinesisFaults.iteratorExpired(), 4);
            case KINESIS_FAILS -> kinesis(KinesisFaults.internalFailure(), 6);
            case KINESIS_AWAY -> kinesis(KinesisFaults.away(), 12);
            case ANSWERS_LOST ->
                    scenario.answersAreLost(
                            KinesisFaults.putUnanswered().times(1 + random.nextInt(2)));
            case SHARD_SPLIT -> split();
            case SHARDS_MERGED -> merge();
            case RESTORED_FROM_CHECKPOINT -> scenario.cancelAndRestore(parallelism());
            case RESTORED_FROM_SAVEPOINT -> scenario.stopAndRestore(parallelism());
        }
    }

    private void kinesis(Fault fault, int most) {
        scenario.kinesisFails(fault.times(1 + random.nextInt(most)));
    }

    private void s3(Fault fault, int most) {
        scenario.s3Fails(fault.times(1 + random.nextInt(most)));
    }

    private void split() throws Exception {
        List<String> shards = scenario.stream().openShards();
        scenario.stream().split(shards.get(random.nextInt(shards.size())));
    }

    private void merge() throws Exception {
        List<String> shards = scenario.stream().openShards();
        if (shards.size() < 2) {
            // Merged before; to split is the resharding that is left.
            split();
            return;
        }
        int first = random.nextInt(shards.size() - 1);
        scenario.stream().merge(shards.get(first), shards.get(first + 1));
    }

    private int parallelism() {
        return 1 + random.nextInt(4);
    }

    /** What has happened so far. */
    @Override
    public String toString() {
        return log.toString().trim();
    }
}
