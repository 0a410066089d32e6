package io.github.taxistream.producer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.manifest.ManifestFile;
import java.io.BufferedWriter;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallMemoryTest {

    private static final long SIXTY_MEGABYTES = 60L << 20;
    private static final int TRIPS_IN_A_LOOP = 10_000;

    @TempDir Path folder;

    @Test
    void sixtyMegabytesOfCsvAreSortedInAHeapOfSixtyFour() throws Exception {
        Path csv = folder.resolve("large.csv");
        long trips = write(csv);
        assertThat(Files.size(csv)).isGreaterThan(SIXTY_MEGABYTES);
        Path manifest = folder.resolve("manifest.json");
        Path log = folder.resolve("log");

        Process producer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                // As on a machine that is as small as that.
                                "-XX:+UseSerialGC",
                                "-Djava.io.tmpdir=" + folder,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Producer.class.getName(),
                                "replay",
                                csv.toString(),
                                "--manifest=" + manifest,
                                "--dry-run=" + File.separator + "dev" + File.separator + "null")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(producer.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(producer.exitValue()).as(Files.readString(log)).isZero();
        assertThat(ManifestFile.read(manifest).tally().trips()).isEqualTo(trips);
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("temporary files are gone")
                    .noneMatch(name -> name.startsWith("taxi-stream-sort-"));
        }
    }

    /** Unsorted trips of one month, over and over. */
    private static long write(Path csv) throws Exception {
        List<String> hours = List.of("03", "23", "11", "07", "19");
        long written = 0;
        long trips = 0;
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("vendor_id,pickup_datetime,dropoff_datetime,passenger_count,trip_distance,");
            out.write("pickup_location_id,dropoff_location_id,fare_amount,total_amount\n");
            while (written <= SIXTY_MEGABYTES) {
                for (int i = 0; i < TRIPS_IN_A_LOOP; i++) {
                    String day = String.valueOf(10 + i % 20) + " " + hours.get(i % 5);
                    String line =
                            "1,2019-01-"
                                    + day
                                    + ":01:12,2019-01-"
                                    + day
                                    + ":42:19,1,1.0,"
                                    + (1 + i % 265)
                                    + ",48,6.5,9.75\n";
                    out.write(line);
                    written += line.length();
                    trips++;
                }
            }
        }
        return trips;
    }
}
