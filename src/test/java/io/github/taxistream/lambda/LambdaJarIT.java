package io.github.taxistream.lambda;

import static io.github.taxistream.support.Trips.recordOf;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.github.taxistream.local.LocalS3;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function's jar, with nothing beside it but Java, as in Lambda. */
class LambdaJarIT {

    private static final Path JAR = Path.of("target", "taxi-stream-lambda.jar");

    @TempDir private Path folder;

    @Test
    void theJarIsSmallAndHasNothingOfFlinkNorOfTheProducer() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(16L << 20);
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .contains("io/github/taxistream/lambda/KinesisHandler.class")
                    .noneMatch(name -> name.startsWith("org/apache/flink/"))
                    .noneMatch(name -> name.startsWith("software/amazon/awssdk/services/kinesis/"))
                    .noneMatch(name -> name.startsWith("io/github/taxistream/producer/"));
        }
    }

    @Test
    void theFunctionCountsAndWritesToS3() throws Exception {
        Path buckets = folder.resolve("buckets");
        Files.createDirectories(buckets.resolve("city"));
        try (LocalS3 s3 = LocalS3.start(buckets, folder);
                URLClassLoader jar =
                        new URLClassLoader(
                                new URL[] {JAR.toUri().toURL()},
                                ClassLoader.getPlatformClassLoader())) {
            System.setProperty("aws.endpointUrlS3", s3.endpoint().toString());
            invoke(
                    jar,
                    Events.of("shardId-000000000000")
                            .with(arrival("1", recordOf(tripAt(4, "10:00"))))
                            .with(arrival("2", "{".getBytes(StandardCharsets.UTF_8))));
        } finally {
            System.clearProperty("aws.endpointUrlS3");
        }

        assertThat(text(buckets, "zone_hourly"))
                .contains("\"zone\":\"Alphabet City\",\"trips\":1,");
        assertThat(text(buckets, "rejected")).contains("\"reason\":\"not_json\"");
    }

    private static void invoke(ClassLoader jar, Events event) throws Exception {
        Class<?> settings = jar.loadClass(LambdaSettings.class.getName());
        Method of = settings.getDeclaredMethod("of", Map.class);
        of.setAccessible(true);
        Class<?> type = jar.loadClass(KinesisHandler.class.getName());
        Constructor<?> constructor = type.getDeclaredConstructor(settings);
        constructor.setAccessible(true);
        Object handler =
                constructor.newInstance(of.invoke(null, Map.of("OUTPUT_PATH", "s3://city/lambda")));

        Class<?> context = jar.loadClass("com.amazonaws.services.lambda.runtime.Context");
        Class<?> events =
                jar.loadClass(
                        "com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent");
        Object read =
                LambdaEventSerializers.serializerFor(events, jar)
                        .fromJson(
                                new ByteArrayInputStream(
                                        event.json().getBytes(StandardCharsets.UTF_8)));
        type.getMethod("handleRequest", events, context).invoke(handler, read, context(jar));
    }

    private static Object context(ClassLoader jar) throws ClassNotFoundException {
        Class<?> context = jar.loadClass("com.amazonaws.services.lambda.runtime.Context");
        Class<?> logger = jar.loadClass("com.amazonaws.services.lambda.runtime.LambdaLogger");
        Object silent =
                Proxy.newProxyInstance(jar, new Class<?>[] {logger}, (it, method, with) -> null);
        return Proxy.newProxyInstance(
                jar,
                new Class<?>[] {context},
                (it, method, with) -> method.getName().equals("getLogger") ? silent : 300_000);
    }

    private static Arrival arrival(String sequenceNumber, byte[] record) {
        return new Arrival(
                sequenceNumber, Instant.parse("2024-01-31T15:20:00Z"), ByteBuffer.wrap(record));
    }

    private static String text(Path buckets, String table) throws IOException {
        try (Stream<Path> files = Files.walk(buckets.resolve("city/lambda").resolve(table))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".jsonl")).toList();
            assertThat(found).hasSize(1);
            return Files.readString(found.get(0));
        }
    }
}
