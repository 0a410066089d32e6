package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.settings.InvalidSettingsException;
import io.github.taxistream.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobSettingsTest {

    private static final List<String> REQUIRED =
            List.of("--kinesis.stream", "trips", "--output.path", "s3://taxi/out");

    @TempDir Path folder;

    @Test
    void requiredSettingsAreEnough() {
        JobSettings settings = read();

        assertThat(settings.outputPath()).isEqualTo("s3://taxi/out");
        assertThat(settings.initialPosition()).hasToString("TRIM_HORIZON");
        assertThat(settings.idleShard()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.futureTolerance()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.quietPeriod()).isEqualTo(Duration.ofHours(3));
        assertThat(settings.outputParallelism()).isEqualTo(1);
        assertThat(settings.lateInterval()).isEqualTo(Duration.ZERO);
        assertThat(settings.archive()).isFalse();
        assertThat(settings.effective())
                .containsEntry("kinesis.stream", "trips")
                .containsEntry("kinesis.reader", "POLLING")
                .containsEntry("time.max-out-of-orderness", "1 h")
                .containsEntry("time.max-jump", "6 h")
                .containsEntry("time.jump-confirmations", "32")
                .doesNotContainKey("kinesis.region");
    }

    @Test
    void settingsAreThoseOfTheContractAndEachSaysWhatItMeans() {
        assertThat(JobSettings.ALL)
                .extracting(Setting::key)
                .containsExactly(
                        "kinesis.stream",
                        "kinesis.region",
                        "kinesis.endpoint",
                        "kinesis.role",
                        "kinesis.initial-position",
                        "kinesis.reader",
                        "kinesis.poll-interval",
                        "kinesis.consumer-name",
                        "kinesis.idle-shard",
                        "time.max-out-of-orderness",
                        "time.max-jump",
                        "time.jump-confirmations",
                        "time.future-tolerance",
                        "time.instants",
                        "time.quiet-period",
                        "input.duplicates",
                        "input.duplicate-horizon",
                        "input.id",
                        "output.path",
                        "output.existing",
                        "output.archive",
                        "output.parallelism",
                        "output.late-interval");
        assertThat(JobSettings.ALL).allMatch(setting -> !setting.meaning().isBlank());
    }

    @Test
    void argumentsWinOverRuntimePropertiesAndTheseOverAFile() throws Exception {
        Path file = groups("file", "idle-shard", "1 s", "initial-position", "LATEST");
        Path runtime = groups("runtime", "idle-shard", "2 s", "reader", "EFO");
        List<String> args = arguments("--settings", file.toString());
        assertThat(
                        JobSettings.read(with(args, "--kinesis.consumer-name", "c"), runtime)
                                .idleShard())
                .isEqualTo(Duration.ofSeconds(2));

        String[] all = with(args, "--kinesis.idle-shard", "3 s", "--kinesis.consumer-name=c");
        JobSettings settings = JobSettings.read(all, runtime);

        assertThat(settings.idleShard()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.initialPosition()).hasToString("LATEST");
        assertThat(settings.effective()).containsEntry("kinesis.reader", "EFO");
    }

    @Test
    void localSettingsFileIsValid() {
        JobSettings settings =
                JobSettings.read(
                        new String[] {"--settings", "flink-conf/application.json"}, none());
        assertThat(settings.effective()).containsEntry("output.path", "s3://taxi");
    }

    @ParameterizedTest
    @CsvSource({
        "--kinesis.idle-shard=90 s, kinesis.idle-shard, 90 s",
        "--kinesis.idle-shard= 5 min , kinesis.idle-shard, 5 min",
        "--output.path=s3://my-bucket.data/a b, output.path, s3://my-bucket.data/a b",
        "--output.path=s3://2024-taxi, output.path, s3://2024-taxi",
        "--output.existing=add, output.existing, add",
        "--output.path=/tmp/a=b, output.path, /tmp/a=b",
        "--output.archive=TRUE, output.archive, TRUE",
        "--kinesis.stream=arn:aws:kinesis:eu-west-1:123456789012:stream/a.b-c_d, kinesis.stream,"
                + " arn:aws:kinesis:eu-west-1:123456789012:stream/a.b-c_d",
        "--kinesis.initial-position=2024-01-31T23:59:59Z, kinesis.initial-position,"
                + " 2024-01-31T23:59:59Z",
        "--kinesis.region=, kinesis.stream, trips"
    })
    void valueOfAnArgumentIsTakenAsItStands(String argument, String key, String text) {
        assertThat(read(argument).effective()).containsEntry(key, text);
    }

    @Test
    void secretsInAnAddressAreMasked() {
        assertThat(read("--kinesis.endpoint", "http://me:secret@localhost:4567").effective())
                .containsEntry("kinesis.endpoint", "http://***@localhost:4567");
    }

    @Test
    void enhancedFanOutAndItsConsumerNameGoTogether() {
        assertThat(read("--kinesis.reader", "efo", "--kinesis.consumer-name", "c")).isNotNull();
        assertWrong("--kinesis.reader", "EFO").hasMessageContaining("kinesis.consumer-name");
        assertWrong("--kinesis.consumer-name", "c").hasMessageContaining("kinesis.reader EFO");
    }

    /** Else it would count as idle between two polls, and its trips would come late. */
    @Test
    void shardIsAskedTwiceBeforeItCountsAsIdle() {
        assertThat(read().pollInterval()).hasSeconds(1);
        assertThat(read("--kinesis.poll-interval", "20 s").pollInterval()).hasSeconds(20);
        assertThat(read("--kinesis.poll-interval", "5 min").pollInterval()).hasSeconds(30);
        assertThat(read("--kinesis.idle-shard", "1 s").pollInterval()).hasMillis(500);
    }

    @ParameterizedTest
    @CsvSource({
        "kinesis.stream, my stream, a stream's name",
        "kinesis.stream, arn:aws:kinesis:us-east-1:1:stream/trips, its ARN",
        "kinesis.stream, arn:aws:dynamodb:us-east-1:123456789012:table/trips, its ARN",
        "kinesis.endpoint, localhost:4567, an address like http://localhost:4567",
        "kinesis.endpoint, ftp://localhost, an address like",
        "kinesis.endpoint, http://, an address like",
        "kinesis.initial-position, yesterday, TRIM_HORIZON",
        "kinesis.initial-position, 2024-01-31, an instant like 2024-01-31T23:59:59Z",
        "kinesis.reader, PUSH, POLLING or EFO",
        "kinesis.idle-shard, 0 s, longer than 0",
        "kinesis.idle-shard, -1 min, a duration like",
        "kinesis.idle-shard, soon, a duration like 30 s",
        "kinesis.idle-shard, PT-5M, a duration",
        "kinesis.idle-shard, 5, with its unit",
        "time.max-jump, 0, with its unit",
        "time.max-out-of-orderness, 1 fortnight, a duration like",
        "time.max-out-of-orderness, PT-1H, a duration",
        "time.max-jump, 99999999999999999999 d, a duration",
        "time.max-jump, 200000000000 d, a duration",
        "time.quiet-period, 200000000000 d, a duration",
        "time.future-tolerance, 200000000000 d, a duration",
        "time.quiet-period, 0 ms, longer than 0",
        "time.jump-confirmations, -1, a whole number from 0 to 10000",
        "time.jump-confirmations, 1.5, a whole number",
        "time.jump-confirmations, 10001, a whole number from 0 to 10000",
        "output.path, s3:/taxi, s3://bucket/prefix",
        "output.path, s3://, s3://bucket/prefix",
        "output.path, s3://my_bucket/taxi, in another bucket",
        "output.path, s3://my_bucket, named \"my_bucket\"",
        "output.path, s3a://bucket-/taxi, in another bucket",
        "output.path, s3://taxi.2024/x, in another bucket",
        "output.path, s3://arn:aws:s3:eu-west-1:1:accesspoint/x, in another bucket",
        "output.path, s3://taxi:9000/x, in another bucket",
        "output.existing, KEEP, REFUSE or ADD",
        "output.archive, yes, true or false",
        "output.parallelism, 0, a whole number from 1 to 720",
        "output.late-interval, hourly, a duration like 30 s"
    })
    void wrongValueIsNamedWithItsKeyAndWhatWouldBeRight(String key, String value, String right) {
        assertWrong("--" + key, value)
                .hasMessageContaining(key + " is \"" + value + "\" but must be ")
                .hasMessageContaining(right);
    }

    @Test
    void passwordInAWrongAddressIsNotShown() {
        assertWrong("--kinesis.endpoint", "ftp://me:secret@host")
                .hasMessageContaining("kinesis.endpoint is \"ftp://***@host\" but must be")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "kinesis.steam, kinesis.stream",
        "Kinesis.Stream, kinesis.stream",
        "kinesis.idleshard, kinesis.idle-shard",
        "time.maxjump, time.max-jump",
        "output.dir, output.path",
        "kinesis.consumer, kinesis.consumer-name"
    })
    void unknownKeyIsAnErrorThatNamesTheNearest(String typed, String meant) {
        assertWrong("--" + typed, "x")
                .hasMessageContaining(
                        "there is no setting \"" + typed + "\"; did you mean " + meant + "?");
    }

    @Test
    void allProblemsAreReportedAtOnce() throws Exception {
        Path file = groups("file", "stream", "not a stream", "shard", "1");
        String[] args = {
            "--settings",
            file.toString(),
            "stray",
            "--time.max-jump",
            "far",
            "--output.parallelism",
            "none",
            "--kinesis.reader",
            "EFO",
            "--output.archive"
        };
        assertThatThrownBy(() -> JobSettings.read(args, none()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("\"stray\" stands alone")
                .hasMessageContaining("\"--output.archive\" has no value")
                .hasMessageContaining("kinesis.stream is \"not a stream\"")
                .hasMessageContaining("time.max-jump is \"far\"")
                .hasMessageContaining("output.path is required")
                .hasMessageContaining("output.parallelism is \"none\"")
                .hasMessageContaining("there is no setting \"kinesis.shard\"")
                .hasMessageContaining("kinesis.consumer-name goes with kinesis.reader EFO");
    }

    @Test
    void regionThatIsNotTheArnsIsRefused() {
        String[] args = {
            "--kinesis.stream", "arn:aws:kinesis:us-east-1:123456789012:stream/trips",
            "--kinesis.region", "eu-west-1",
            "--output.path", "s3://taxi"
        };
        assertThatThrownBy(() -> JobSettings.read(args, none()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("the ARN's stream is in us-east-1, not in eu-west-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void blankIsNotSet(String blank) {
        assertThatThrownBy(
                        () ->
                                JobSettings.read(
                                        new String[] {
                                            "--kinesis.stream", blank, "--output.path", "/tmp/out"
                                        },
                                        none()))
                .hasMessageContaining("kinesis.stream is required");
    }

    private AbstractThrowableAssert<?, ?> assertWrong(String... further) {
        return assertThatThrownBy(() -> read(further)).isInstanceOf(InvalidSettingsException.class);
    }

    private JobSettings read(String... further) {
        return JobSettings.read(with(REQUIRED, further), none());
    }

    private static List<String> arguments(String... further) {
        return List.of(with(REQUIRED, further));
    }

    private static String[] with(List<String> arguments, String... further) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(further));
        return all.toArray(new String[0]);
    }

    private Path none() {
        return folder.resolve("missing.json");
    }

    /** A file of one group {@code kinesis} with these keys and values. */
    private Path groups(String name, String... properties) throws Exception {
        StringBuilder map = new StringBuilder();
        for (int i = 0; i < properties.length; i += 2) {
            map.append(map.isEmpty() ? "" : ",");
            map.append(String.format("\"%s\":\"%s\"", properties[i], properties[i + 1]));
        }
        return Files.writeString(
                folder.resolve(name),
                "[{\"PropertyGroupId\":\"kinesis\",\"PropertyMap\":{" + map + "}}]");
    }
}
