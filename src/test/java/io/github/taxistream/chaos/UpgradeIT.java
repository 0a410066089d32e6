package io.github.taxistream.chaos;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Today's job goes on from where a released one stopped. */
@Timeout(900)
class UpgradeIT {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = "1.0")
    void totalsAreExactWhenAReleasedJobsSavepointIsRestored(String release) throws Exception {
        SavepointFixture fixture =
                new SavepointFixture(Path.of("src/test/resources/savepoints", release));
        ChaosWorld world = fixture.world(folder);
        try (ChaosScenario scenario = fixture.scenario(world, 300)) {
            scenario.startFrom(fixture.savepoint(), 2);
            scenario.mustBeExact();
        } finally {
            world.afterAll(null);
        }
    }
}
