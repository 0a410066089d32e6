package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is in the two jars, and what must not be. */
class JobJarIT {

    private static final Path JOB = Path.of("target", "taxi-stream-job.jar");
    private static final Path PRODUCER = Path.of("target", "taxi-stream-producer.jar");
    private static final int JAVA_11 = 55;
    private static final int CLASS_MAGIC = 0xCAFEBABE;

    @Test
    void jobJarHasTheJobAndWhatNoClusterHas() throws IOException {
        assertThat(names(JOB))
                .contains(
                        "io/github/taxistream/TaxiStreamJob.class",
                        "io/github/taxistream/trip/zones.csv",
                        "org/apache/flink/streaming/connectors/kinesis/FlinkKinesisConsumer.class",
                        "org/apache/flink/formats/parquet/ParquetWriterFactory.class",
                        "org/apache/parquet/hadoop/ParquetWriter.class",
                        "org/apache/hadoop/conf/Configuration.class",
                        "org/xerial/snappy/Snappy.class",
                        "com/amazonaws/services/kinesisanalytics/runtime/KinesisAnalyticsRuntime.class");
        assertThat(mainClass(JOB)).isEqualTo("io.github.taxistream.TaxiStreamJob");
    }

    @Test
    void jobJarHasOfFlinkOnlyTheConnectorAndItsParquetFormat() throws IOException {
        assertThat(names(JOB))
                .filteredOn(name -> name.startsWith("org/apache/flink/") && isClass(name))
                .isNotEmpty()
                .allMatch(
                        name ->
                                startsWithAny(
                                        name,
                                        "org/apache/flink/streaming/connectors/kinesis/",
                                        "org/apache/flink/connector/kinesis/",
                                        "org/apache/flink/connector/aws/",
                                        "org/apache/flink/kinesis/shaded/",
                                        "org/apache/flink/formats/parquet/"));
    }

    @Test
    void jobJarHasNothingThatClashesWithTheClusterNorAnythingOfTheProducer() throws IOException {
        assertThat(names(JOB))
                .noneMatch(
                        name ->
                                startsWithAny(
                                        name,
                                        "org/slf4j/",
                                        "org/apache/logging/",
                                        "org/apache/log4j/",
                                        "ch/qos/logback/",
                                        "javax/annotation/",
                                        "org/apache/hadoop/fs/s3a/",
                                        "io/github/taxistream/producer/",
                                        "io/github/taxistream/local/",
                                        "io/github/taxistream/support/",
                                        "software/amazon/",
                                        "picocli/",
                                        "de/siegmar/"));
    }

    @Test
    void jobJarIsSmallEnoughToUpload() throws IOException {
        assertThat(Files.size(JOB)).isLessThan(120L << 20);
    }

    @Test
    void jobJarRunsOnJava11() throws IOException {
        assertThat(majorVersions(JOB)).isNotEmpty().allMatch(major -> major <= JAVA_11);
    }

    @Test
    void ourClassesAreJava11() throws IOException {
        try (JarFile jar = new JarFile(JOB.toFile())) {
            JarEntry ours = jar.getJarEntry("io/github/taxistream/TaxiStreamJob.class");
            assertThat(majorVersion(jar, ours)).isEqualTo(JAVA_11);
        }
    }

    @Test
    void producerJarRunsByItselfAndWithoutFlink() throws IOException {
        List<String> names = names(PRODUCER);
        assertThat(names)
                .contains(
                        "io/github/taxistream/ledger/reading/PlainReading.class",
                        "io/github/taxistream/trip/zones.csv",
                        "software/amazon/awssdk/services/kinesis/KinesisClient.class",
                        "picocli/CommandLine.class")
                .noneMatch(name -> name.startsWith("org/apache/flink/"))
                .noneMatch(name -> name.endsWith("/RecordSchema.class"))
                .noneMatch(name -> startsWithAny(name, "io/github/taxistream/source/"));
        String main = mainClass(PRODUCER);
        assertThat(main).startsWith("io.github.taxistream.producer.");
        if (names.contains("io/github/taxistream/producer/")) {
            assertThat(names).contains(main.replace('.', '/') + ".class");
        }
    }

    private static List<String> names(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream().map(JarEntry::getName).toList();
        }
    }

    private static String mainClass(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        }
    }

    /** The class-file versions, without classes that only a later Java looks for. */
    private static List<Integer> majorVersions(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream()
                    .filter(entry -> isClass(entry.getName()))
                    .filter(entry -> !entry.getName().startsWith("META-INF/versions/"))
                    .map(entry -> majorVersion(jar, entry))
                    .toList();
        }
    }

    private static int majorVersion(JarFile jar, JarEntry entry) {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            assertThat(in.readInt()).as(entry.getName()).isEqualTo(CLASS_MAGIC);
            in.readUnsignedShort();
            return in.readUnsignedShort();
        } catch (IOException e) {
            throw new UncheckedIOException(entry.getName(), e);
        }
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class");
    }

    private static boolean startsWithAny(String name, String... starts) {
        for (String start : starts) {
            if (name.startsWith(start)) {
                return true;
            }
        }
        return false;
    }
}
