package io.github.taxistream.chaos;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parts of the job fail, or it is moved; nothing is lost or doubled. */
@Timeout(900)
class JobFailuresIT {

    @RegisterExtension static final ChaosWorld WORLD = new ChaosWorld();

    @Test
    void totalsAreExactWhenTaskManagersAreLost() throws Exception {
        try (ChaosScenario scenario = ChaosScenario.begin(WORLD, 3, 1).start(4)) {
            scenario.failAndRecover(WORLD::replaceOneTaskManager);
            scenario.failAndRecover(WORLD::replaceOneTaskManager);
            scenario.mustBeExact();
        }
    }

    @Test
    void totalsAreExactWhenASourceAWriterOrACommitterFails() throws Exception {
        try (ChaosScenario scenario = ChaosScenario.begin(WORLD, 2, 2).start(2)) {
            scenario.failAndRecover(() -> scenario.kinesisFails(KinesisFaults.denied().times(1)));
            scenario.failAndRecover(() -> scenario.s3Fails(S3Faults.uploadDenied().times(1)));
            scenario.failAndRecover(() -> scenario.s3Fails(S3Faults.commitDenied().times(1)));
            scenario.mustBeExact();
        }
    }

    @Test
    void totalsAreExactWhenACancelledJobIsRestoredFromItsLastCheckpoint() throws Exception {
        try (ChaosScenario scenario = ChaosScenario.begin(WORLD, 3, 3).start(2)) {
            scenario.cancelAndRestore(2);
            scenario.mustBeExact();
        }
    }

    @Test
    void totalsAreExactWhenAStoppedJobIsRestoredAtParallelism1Then4Then2() throws Exception {
        try (ChaosScenario scenario = ChaosScenario.begin(WORLD, 3, 4).start(1)) {
            scenario.stopAndRestore(4);
            scenario.stopAndRestore(2);
            scenario.mustBeExact();
        }
    }
}
