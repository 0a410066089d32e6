package io.github.taxistream.deploy;

import static io.github.taxistream.deploy.ManagedFlinkTemplate.asMap;
import static io.github.taxistream.deploy.ManagedFlinkTemplate.listAt;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.taxistream.lambda.KinesisHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the function in the template to its code: what it needs, and nothing more. */
class LambdaTemplateTest {

    private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/TripStream";
    private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/";

    /** What CloudFormation takes of a template that is sent with the request. */
    private static final long MOST_TEMPLATE_BYTES = 51_200;

    @Test
    void withoutItsParameterThereIsNothingOfIt() throws IOException {
        ManagedFlinkTemplate job = ManagedFlinkTemplate.withDefaults();

        assertThat(job.resources("AWS::Lambda::Function")).isEmpty();
        assertThat(job.resources("AWS::Lambda::EventSourceMapping")).isEmpty();
        assertThat(job.resources("AWS::SQS::Queue")).isEmpty();
        assertThat(job.resources("AWS::IAM::Role")).containsExactly("JobRole");
        assertThat(ManagedFlinkTemplate.data().resources("AWS::Glue::Table"))
                .containsExactly("ZoneHourlyTable", "RejectedTable", "ArchiveTable");
    }

    @Test
    void theFunctionIsTheHandlerWithTheJobsSettings() throws IOException {
        Map<String, Object> function =
                template(Map.of("TimeFutureTolerance", "2 h", "LambdaKey", "jars/lambda.jar"))
                        .properties("LambdaFunction");

        assertThat(function)
                .containsEntry("Handler", KinesisHandler.class.getName())
                .containsEntry("Runtime", "java21")
                .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"))
                .containsEntry("Code", Map.of("S3Bucket", "Bucket", "S3Key", "jars/lambda.jar"));
        assertThat(asMap(asMap(function.get("Environment")).get("Variables")))
                .isEqualTo(
                        Map.of(
                                "OUTPUT_PATH", "s3://Bucket/lambda",
                                "TIME_FUTURE_TOLERANCE", "2 h",
                                "TIME_INSTANTS", "REJECT"));
    }

    /** A version is what SnapStart has a snapshot of: a change that leaves it would do nothing. */
    @Test
    void whateverChangesTheFunctionPublishesAVersion() throws IOException {
        String before = description(Map.of("LambdaKey", "jars/a.jar"));

        assertThat(description(Map.of("LambdaKey", "jars/b.jar"))).isNotEqualTo(before);
        for (String parameter : List.of("TimeFutureTolerance", "TimeInstants", "BucketName")) {
            assertThat(description(Map.of("LambdaKey", "jars/a.jar", parameter, "other")))
                    .as(parameter)
                    .isNotEqualTo(before);
        }
    }

    @Test
    void theMappingIsOfWindowsAndTriesAgainInPartsAndTellsWhatItGivesUp() throws IOException {
        assertThat(template(Map.of()).properties("LambdaMapping"))
                .containsEntry("EventSourceArn", STREAM)
                .containsEntry("FunctionName", "LambdaVersion")
                .containsEntry("TumblingWindowInSeconds", 900)
                .containsEntry("ParallelizationFactor", 1)
                .containsEntry("BisectBatchOnFunctionError", true)
                .containsEntry("FunctionResponseTypes", List.of("ReportBatchItemFailures"))
                .containsEntry(
                        "DestinationConfig",
                        Map.of("OnFailure", Map.of("Destination", "LambdaDiscarded.Arn")));
    }

    @Test
    void theRoleAllowsWhatLambdaReadsAndTheFunctionWritesAndNoMore() throws IOException {
        assertThat(s3Calls()).containsExactly("putObject");

        assertThat(rights(Map.of()))
                .isEqualTo(
                        Map.of(
                                STREAM,
                                Set.of(
                                        "kinesis:DescribeStream",
                                        "kinesis:DescribeStreamSummary",
                                        "kinesis:GetRecords",
                                        "kinesis:GetShardIterator",
                                        "kinesis:ListShards"),
                                "*",
                                Set.of("kinesis:ListStreams"),
                                "arn:aws:s3:::Bucket/lambda/*",
                                Set.of("s3:PutObject"),
                                "LambdaDiscarded.Arn",
                                Set.of("sqs:SendMessage"),
                                "LambdaLog.Arn",
                                Set.of("logs:CreateLogStream", "logs:PutLogEvents")));
        assertThat(rights(Map.of("StreamKeyArn", KEY + "stream", "BucketKeyArn", KEY + "bucket")))
                .containsEntry(KEY + "stream", Set.of("kms:Decrypt"))
                .containsEntry(KEY + "bucket", Set.of("kms:GenerateDataKey"));
    }

    @Test
    void theTablesAreWhereTheFunctionWritesAndHaveItsColumns() throws IOException {
        ManagedFlinkTemplate data = ManagedFlinkTemplate.data(Map.of("Lambda", "true"));

        assertThat(location(data, "LambdaTable"))
                .isEqualTo("s3://Bucket/lambda/zone_hourly/arrival_date=${arrival_date}/");
        assertThat(location(data, "LambdaRejectedTable"))
                .isEqualTo("s3://Bucket/lambda/rejected/arrival_date=${arrival_date}/");
        List<Object> job = columns(data, "ZoneHourlyTable");
        List<Object> lambda = columns(data, "LambdaTable");
        // By the window of arrival first, and with no pane: it knows of none.
        assertThat(lambda.subList(1, lambda.size())).isEqualTo(job.subList(0, job.size() - 1));
        assertThat(columns(data, "LambdaRejectedTable")).isEqualTo(columns(data, "RejectedTable"));
    }

    @Test
    void theTemplatesAreSmallEnoughToBeSentWithTheRequest() throws IOException {
        for (Path template : List.of(ManagedFlinkTemplate.JOB, ManagedFlinkTemplate.DATA)) {
            assertThat(Files.size(template)).as("%s", template).isLessThan(MOST_TEMPLATE_BYTES);
        }
    }

    private static Set<String> s3Calls() {
        return new ClassFileImporter()
                .importPackages("io.github.taxistream.lambda").stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().getName().endsWith(".s3.S3Client"))
                        .map(call -> call.getName())
                        .filter(name -> !name.equals("builder"))
                        .collect(Collectors.toSet());
    }

    private static Map<String, Set<String>> rights(Map<String, String> more) throws IOException {
        Map<String, Set<String>> rights = new TreeMap<>();
        for (Map<String, Object> policy :
                listAt(template(more).properties("LambdaRole"), "Policies")) {
            for (Map<String, Object> statement :
                    listAt(asMap(policy.get("PolicyDocument")), "Statement")) {
                Object action = statement.get("Action");
                rights.put(
                        (String) statement.get("Resource"),
                        action instanceof List
                                ? ((List<?>) action)
                                        .stream()
                                                .map(String.class::cast)
                                                .collect(Collectors.toSet())
                                : Set.of((String) action));
            }
        }
        return rights;
    }

    private static String description(Map<String, String> parameters) throws IOException {
        return (String) template(parameters).properties("LambdaVersion").get("Description");
    }

    private static String location(ManagedFlinkTemplate data, String table) {
        Map<String, Object> input = asMap(data.properties(table).get("TableInput"));
        return (String) asMap(input.get("Parameters")).get("storage.location.template");
    }

    private static List<Object> columns(ManagedFlinkTemplate data, String table) {
        return listAt(data.properties(table), "TableInput", "StorageDescriptor", "Columns").stream()
                .map(column -> (Object) column)
                .collect(Collectors.toList());
    }

    private static ManagedFlinkTemplate template(Map<String, String> more) throws IOException {
        Map<String, String> parameters = new TreeMap<>(more);
        parameters.put("Lambda", "true");
        return ManagedFlinkTemplate.with(parameters);
    }
}
