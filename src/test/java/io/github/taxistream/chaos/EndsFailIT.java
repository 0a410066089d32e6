package io.github.taxistream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kinesis and S3 fail, or change; nothing is lost or doubled. */
@Timeout(900)
class EndsFailIT {

    @RegisterExtension static final ChaosWorld WORLD = new ChaosWorld();

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @Test
    void totalsAreExactWhenKinesisThrottlesExpiresIteratorsAndFails() throws Exception {
        try (ChaosScenario scenario = ChaosScenario.begin(WORLD, 3, 11).start(2)) {
            scenario.kinesisFails(KinesisFaults.throttled().times(10));
            scenario.kinesisFails(KinesisFaults.iteratorExpired().times(5));
            scenario.kinesisFails(KinesisFaults.internalFailure().times(10));
            scenario.mustBeExact();
        }
    }

    @Test
    void totalsAreExactWhenS3IsOverloadedResetsConnectionsAndLeavesCommitsUnanswered()
            throws Exception {
        try (ChaosScenario scenario = ChaosScenario.begin(WORLD, 3, 12).start(2)) {
            scenario.s3Fails(S3Faults.slowDown().times(10));
            scenario.s3Fails(S3Faults.resets().times(6));
            scenario.s3Fails(S3Faults.commitUnanswered().times(3));
            scenario.mustBeExact();
        }
    }

    @Test
    void totalsAreExactWhenS3HangsForHalfAMinuteAndKinesisIsAwayForAWholeOne() throws Exception {
        Fault hanging = S3Faults.hangs(HALF_A_MINUTE).times(2);
        try (ChaosScenario scenario = ChaosScenario.begin(WORLD, 3, 13).start(2)) {
            WORLD.jobsS3().inject(hanging);
            scenario.failAndRecover(
                    () -> scenario.kinesisFails(KinesisFaults.away().lasting(A_MINUTE)));
            scenario.awaitEnd(hanging);
            scenario.mustBeExact();
        }
    }

    @Test
    void totalsAreExactWhenShardsAreSplitAndMergedWhileTripsFlow() throws Exception {
        try (ChaosScenario scenario = ChaosScenario.begin(WORLD, 2, 14).start(2)) {
            List<String> shards = scenario.stream().openShards();
            scenario.stream().split(shards.get(0));
            scenario.awaitShardsFound();
            shards = scenario.stream().openShards();
            scenario.stream().merge(shards.get(1), shards.get(2));
            scenario.awaitShardsFound();
            assertThat(scenario.stream().openShards()).hasSize(2).doesNotContainSequence(shards);
            scenario.mustBeExact();
        }
    }
}
