package io.github.taxistream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The archive holds the stream, record by record, through failures. */
@Timeout(900)
class ArchiveIT {

    @RegisterExtension static final ChaosWorld WORLD = new ChaosWorld();

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("'archive/'yyyy/MM/dd/HH").withZone(ZoneOffset.UTC);

    @Test
    void aStreamRebuiltFromTheArchiveGivesTheSameTotals() throws Exception {
        Instant begin = Instant.now();
        List<byte[]> archived;
        List<String> zoneHours;
        try (ChaosScenario scenario = ChaosScenario.begin(WORLD, 3, 21).withArchive().start(2)) {
            scenario.failAndRecover(
                    () -> scenario.s3Fails(S3Faults.archiveUploadDenied().times(1)));
            scenario.failAndRecover(WORLD::replaceTaskManagers);
            scenario.mustBeExact();
            archived = scenario.output().archive();
            zoneHours = scenario.output().zoneHours();
            assertThat(archiveFolders(scenario.output()))
                    .isSubsetOf(HOUR.format(begin), HOUR.format(Instant.now()));
        }
        try (ChaosScenario rebuilt = ChaosScenario.beginWith(WORLD, 2, archived).start(2)) {
            rebuilt.drain();
            assertThat(rebuilt.output().zoneHours()).isEqualTo(zoneHours);
        }
    }

    @Test
    void aSavepointFitsAJobWithoutTheArchiveToo() throws Exception {
        try (ChaosScenario scenario = ChaosScenario.begin(WORLD, 2, 22).withArchive().start(2)) {
            scenario.withoutArchive();
            scenario.stopAndRestore(2);
            int archived = scenario.output().archive().size();
            scenario.mustBeExact();
            assertThat(scenario.output().archive()).hasSize(archived).isNotEmpty();
        }
    }

    private static List<String> archiveFolders(VisibleOutput output) {
        return output.keys().stream()
                .filter(key -> key.startsWith("archive/"))
                .map(key -> key.substring(0, key.lastIndexOf('/')))
                .distinct()
                .collect(Collectors.toList());
    }
}
