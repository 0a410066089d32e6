package io.github.taxistream.deploy;

import static io.github.taxistream.deploy.ManagedFlinkTemplate.asMap;
import static io.github.taxistream.deploy.ManagedFlinkTemplate.listAt;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds each alarm to what AWS really sends: a metric's name and dimensions that are not exactly
 * these have no data, and an alarm without data is silent.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/managed-flink/latest/java/metrics-dimensions.html">Managed
 *     Flink's metrics</a>
 */
class AlarmsTest {

    private static final String APPLICATION = "Application=taxi-stream";

    /** A name with hyphens, as CloudFormation makes them. */
    private static final String STREAM = "taxi-stream-data-TripStream-4711";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POLLING | DowntimeAlarm | AWS/KinesisAnalytics downtime"
                        + " {Application=taxi-stream} breaching",
                "POLLING | LagAlarm | AWS/KinesisAnalytics millisBehindLatest"
                        + " {Application=taxi-stream, Flow=Input,"
                        + " Id=taxi_stream_data_TripStream_4711} missing",
                "POLLING | IteratorAgeAlarm | AWS/Kinesis GetRecords.IteratorAgeMilliseconds"
                        + " {StreamName=taxi-stream-data-TripStream-4711} breaching",
                "EFO | FanOutLagAlarm | AWS/Kinesis SubscribeToShardEvent.MillisBehindLatest"
                        + " {ConsumerName=taxi-stream,"
                        + " StreamName=taxi-stream-data-TripStream-4711} breaching",
                "POLLING | CpuAlarm | AWS/KinesisAnalytics containerCPUUtilization"
                        + " {Application=taxi-stream} notBreaching",
                "POLLING | HeapAlarm | AWS/KinesisAnalytics heapMemoryUtilization"
                        + " {Application=taxi-stream} notBreaching",
                "LAMBDA | LambdaErrorAlarm | AWS/Lambda Errors"
                        + " {FunctionName=LambdaFunction} notBreaching",
                "LAMBDA | LambdaLagAlarm | AWS/Lambda IteratorAge"
                        + " {FunctionName=LambdaFunction} notBreaching",
                "LAMBDA | LambdaDiscardedAlarm | AWS/SQS ApproximateNumberOfMessagesVisible"
                        + " {QueueName=LambdaDiscarded.QueueName} notBreaching",
            })
    void anAlarmWatchesTheMetricThatAwsSends(String reader, String alarm, String watched)
            throws IOException {
        Map<String, Object> properties = template(reader).properties(alarm);

        assertThat(
                        properties.get("Namespace")
                                + " "
                                + properties.get("MetricName")
                                + " "
                                + dimensions(properties)
                                + " "
                                + properties.get("TreatMissingData"))
                .isEqualTo(watched);
    }

    @ParameterizedTest
    @CsvSource({
        "RestartAlarm, fullRestarts",
        "FailedCheckpointAlarm, numberOfFailedCheckpoints",
        "RejectedAlarm, rejected",
        "MisplacedAlarm, rejected_misplaced",
        "DuplicateAlarm, rejected_duplicate",
        "GarbageAlarm, oldGenerationGCTime"
    })
    void anAlarmOnACounterSeesItRiseAlsoOverARestart(String alarm, String counter)
            throws IOException {
        List<Map<String, Object>> metrics =
                listAt(template("POLLING").properties(alarm), "Metrics");
        String id = (String) metrics.get(1).get("Id");
        Map<String, Object> metric = asMap(asMap(metrics.get(1).get("MetricStat")).get("Metric"));

        assertThat(metric)
                .containsEntry("Namespace", "AWS/KinesisAnalytics")
                .containsEntry("MetricName", counter);
        assertThat(dimensions(metric)).hasToString("{" + APPLICATION + "}");
        // After a restart a counter begins again at 0: a difference alone would be negative.
        assertThat(metrics.get(0))
                .containsEntry(
                        "Expression", String.format("IF(DIFF(%1$s) < 0, %1$s, DIFF(%1$s))", id));
        assertThat(template("POLLING").properties(alarm))
                .containsEntry("TreatMissingData", "notBreaching");
    }

    @ParameterizedTest
    @CsvSource({"POLLING, 11", "EFO, 11", "LAMBDA, 14"})
    void everyAlarmIsHeldByOneOfTheseTests(String reader, int alarms) throws IOException {
        assertThat(template(reader).resources("AWS::CloudWatch::Alarm")).hasSize(alarms);
    }

    @ParameterizedTest
    @CsvSource({"POLLING", "EFO"})
    void whatTheStreamOfAnotherAccountSaysOfItsReadersHasNoAlarmHere(String reader)
            throws IOException {
        assertThat(
                        ManagedFlinkTemplate.with(
                                        Map.of(
                                                "KinesisReader",
                                                reader,
                                                "KinesisRoleArn",
                                                "arn:aws:iam::1:role/read"))
                                .resources("AWS::CloudWatch::Alarm"))
                .hasSize(10)
                .doesNotContain("IteratorAgeAlarm", "FanOutLagAlarm");
    }

    @Test
    void everyAlarmTellsWhenItIsOverToo() throws IOException {
        ManagedFlinkTemplate template =
                ManagedFlinkTemplate.with(Map.of("AlarmTopicArn", "arn:aws:sns:eu-west-1:1:ops"));

        for (String alarm : template.resources("AWS::CloudWatch::Alarm")) {
            assertThat(template.properties(alarm))
                    .as(alarm)
                    .containsEntry("AlarmActions", List.of("arn:aws:sns:eu-west-1:1:ops"))
                    .containsEntry("OKActions", List.of("arn:aws:sns:eu-west-1:1:ops"));
        }
        assertThat(template.resources("AWS::SNS::Topic")).isEmpty();
    }

    @Test
    void theDashboardHasTheLagByTheNameThatManagedFlinkWrites() throws IOException {
        String dashboard =
                (String) template("POLLING").properties("Dashboard").get("DashboardBody");

        assertThat(dashboard)
                .contains("\"Id\", \"taxi_stream_data_TripStream_4711\", \"Application\"")
                .contains("\"StreamName\", \"taxi-stream-data-TripStream-4711\"");
    }

    private static ManagedFlinkTemplate template(String reader) throws IOException {
        boolean isLambda = reader.equals("LAMBDA");
        return ManagedFlinkTemplate.with(
                Map.of(
                        "StreamName",
                        STREAM,
                        "KinesisReader",
                        isLambda ? "POLLING" : reader,
                        "Lambda",
                        String.valueOf(isLambda)));
    }

    private static Map<String, Object> dimensions(Map<String, Object> metric) {
        Map<String, Object> dimensions = new TreeMap<>();
        for (Map<String, Object> each : listAt(metric, "Dimensions")) {
            dimensions.put((String) each.get("Name"), each.get("Value"));
        }
        return dimensions;
    }
}
