package io.github.taxistream.chaos;

import java.nio.file.Path;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Test;
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
        mustGoOnExactly(
                new SavepointFixture(Path.of("src/test/resources/savepoints").resolve(release)));
    }

    /** For a release, what this leaves in target is kept in src/test/resources. */
    @Test
    void totalsAreExactWhenTodaysSavepointIsRestored() throws Exception {
        Path today = Path.of("target/savepoints/today");
        FileUtils.deleteDirectory(today.toFile());
        SavepointFixture fixture = new SavepointFixture(today);
        fixture.make();
        mustGoOnExactly(fixture);
    }

    private void mustGoOnExactly(SavepointFixture fixture) throws Exception {
        ChaosWorld world = fixture.world(folder);
        try (ChaosScenario scenario = fixture.scenario(world, 300)) {
            scenario.startFrom(fixture.savepoint(), 2);
            scenario.mustBeExact();
        } finally {
            world.afterAll(null);
        }
    }
}
