package io.github.taxistream.deploy;

import static io.github.taxistream.deploy.ManagedFlinkTemplate.asMap;
import static io.github.taxistream.deploy.ManagedFlinkTemplate.listAt;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the job's role against the calls that are made under it: neither more rights than calls,
 * nor less. The lists of calls are read from the libraries themselves, so a new version that calls
 * more fails here and not in an account.
 */
class JobRightsTest {

    private static final String BUCKET = "arn:aws:s3:::Bucket";
    private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/TripStream";
    private static final String CONSUMER = STREAM + "/consumer/taxi-stream";
    private static final String LOGS = "arn:aws:logs:eu-west-1:123456789012:log-group:";

    private static final Set<String> FIND_SHARDS =
            Set.of("kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:ListShards");
    private static final Set<String> POLL =
            Set.of("kinesis:GetShardIterator", "kinesis:GetRecords");
    private static final Set<String> REGISTER = Set.of("kinesis:RegisterStreamConsumer");
    private static final Set<String> SUBSCRIBE =
            Set.of(
                    "kinesis:DescribeStreamConsumer",
                    "kinesis:SubscribeToShard",
                    "kinesis:DeregisterStreamConsumer");

    /** What each call of Flink's S3 writer needs, and of the file system below it. */
    private static final Map<String, Set<String>> S3_WRITER =
            Map.of(
                    "startMultiPartUpload", Set.of("s3:PutObject"),
                    "uploadPart", Set.of("s3:PutObject"),
                    "putObject", Set.of("s3:PutObject"),
                    "commitMultiPartUpload", Set.of("s3:PutObject"),
                    // Looks first whether it is a folder, then deletes.
                    "deleteObject", Set.of("s3:GetObject", "s3:ListBucket", "s3:DeleteObject"),
                    "getObject", Set.of("s3:GetObject", "s3:ListBucket"),
                    "getObjectMetadata", Set.of("s3:GetObject"));

    @Test
    void streamRightsAreTheConnectorsCalls() throws IOException {
        Set<String> calls =
                kinesisCalls("org.apache.flink.streaming.connectors.kinesis").stream()
                        .map(call -> "kinesis:" + capitalized(call))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(calls).isEqualTo(union(List.of(FIND_SHARDS, POLL, REGISTER, SUBSCRIBE)));

        assertThat(rights("POLLING", "read-stream"))
                .isEqualTo(Map.of(STREAM, union(List.of(FIND_SHARDS, POLL))));
        assertThat(rights("EFO", "read-stream"))
                .isEqualTo(
                        Map.of(
                                STREAM,
                                union(List.of(FIND_SHARDS, REGISTER)),
                                CONSUMER,
                                SUBSCRIBE,
                                CONSUMER + ":*",
                                SUBSCRIBE));
    }

    @Test
    void theJobsOwnLookAtTheStreamIsAmongThem() {
        assertThat(kinesisCalls("io.github.taxistream.source"))
                .containsExactly("describeStreamSummary");
    }

    @Test
    void outputRightsAreTheS3WritersCalls() throws Exception {
        Path plugin = Path.of("target/local/plugins/s3-fs-hadoop/flink-s3-fs-hadoop.jar");
        assertThat(Files.exists(plugin)).as("%s, which the build copies", plugin).isTrue();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {plugin.toUri().toURL()})) {
            Class<?> writer =
                    loader.loadClass("org.apache.flink.fs.s3.common.writer.S3AccessHelper");
            assertThat(Arrays.stream(writer.getMethods()).map(Method::getName))
                    .containsExactlyInAnyOrderElementsOf(S3_WRITER.keySet());
        }

        Map<String, Set<String>> rights = rights("POLLING", "write-output");

        assertThat(rights.keySet()).containsExactlyInAnyOrder(BUCKET, BUCKET + "/taxi/*");
        assertThat(rights.get(BUCKET)).containsExactly("s3:ListBucket");
        assertThat(union(rights.values())).isEqualTo(union(S3_WRITER.values()));
    }

    @Test
    void afterTheOutputHasMovedTheJobMayStillFinishItsFilesInTheFormerFolder() throws IOException {
        Map<String, Object> role =
                ManagedFlinkTemplate.with(
                                Map.of("OutputPrefix", "new", "FormerOutputPrefix", "taxi"))
                        .properties("JobRole");

        assertThat(String.valueOf(role))
                .contains(BUCKET + "/new/*, " + BUCKET + "/taxi/*")
                .contains("s3:prefix=[new, new/*, taxi, taxi/*]");
    }

    @Test
    void keysOfOnesOwnAndAVpcBringTheirRightsAndNoOthersDo() throws IOException {
        String key = "arn:aws:kms:eu-west-1:123456789012:key/";
        Map<String, Object> role =
                ManagedFlinkTemplate.with(
                                Map.of(
                                        "StreamKeyArn", key + "stream",
                                        "BucketKeyArn", key + "bucket",
                                        "SubnetIds", "subnet-1,subnet-2",
                                        "SecurityGroupIds", "sg-1",
                                        "PermissionsBoundaryArn", "arn:aws:iam::1:policy/edge"))
                        .properties("JobRole");

        assertThat(listAt(role, "Policies"))
                .extracting(policy -> policy.get("PolicyName"))
                .endsWith("decrypt-stream", "encrypt-output", "use-vpc");
        assertThat(String.valueOf(role))
                .contains("Action=kms:Decrypt, Resource=" + key + "stream")
                .contains("Action=[kms:Decrypt, kms:GenerateDataKey], Resource=" + key + "bucket");
        assertThat(role).containsEntry("PermissionsBoundary", "arn:aws:iam::1:policy/edge");
    }

    @Test
    void theJarIsReadAndNothingElseOfTheBucket() throws IOException {
        assertThat(rights("POLLING", "read-jar"))
                .isEqualTo(
                        Map.of(BUCKET + "/jars/*", Set.of("s3:GetObject", "s3:GetObjectVersion")));
    }

    @Test
    void onlyItsOwnLogIsWritten() throws IOException {
        assertThat(rights("POLLING", "write-log"))
                .isEqualTo(
                        Map.of(
                                LOGS + "*", Set.of("logs:DescribeLogGroups"),
                                LOGS + "LogGroup:log-stream:*", Set.of("logs:DescribeLogStreams"),
                                LOGS + "LogGroup:log-stream:LogStream",
                                        Set.of("logs:PutLogEvents")));
    }

    @Test
    void thereAreNoFurtherPoliciesAndNoWildcardActions() throws IOException {
        Map<String, Object> role = ManagedFlinkTemplate.withDefaults().properties("JobRole");

        assertThat(listAt(role, "Policies"))
                .extracting(policy -> policy.get("PolicyName"))
                .containsExactly("read-jar", "read-stream", "write-output", "write-log");
        assertThat(role).doesNotContainKey("ManagedPolicyArns");
        assertThat(statements("EFO", "read-stream"))
                .flatExtracting(statement -> texts(statement.get("Action")))
                .noneMatch(action -> action.contains("*"));
    }

    @Test
    void onlyThisApplicationMayTakeTheRole() throws IOException {
        Map<String, Object> trust =
                listAt(
                                ManagedFlinkTemplate.withDefaults().properties("JobRole"),
                                "AssumeRolePolicyDocument",
                                "Statement")
                        .get(0);

        assertThat(trust.get("Principal"))
                .isEqualTo(Map.of("Service", "kinesisanalytics.amazonaws.com"));
        assertThat(trust.get("Condition"))
                .isEqualTo(
                        Map.of(
                                "StringEquals",
                                Map.of("aws:SourceAccount", "123456789012"),
                                "ArnEquals",
                                Map.of(
                                        "aws:SourceArn",
                                        "arn:aws:kinesisanalytics:eu-west-1:123456789012:application/taxi-stream")));
    }

    /** The operations of the Kinesis API that the classes of a package call. */
    private static Set<String> kinesisCalls(String packageName) {
        return new ClassFileImporter()
                .importPackages(packageName).stream()
                        .flatMap(JobRightsTest::accesses)
                        .filter(access -> isKinesisClient(access.getTargetOwner().getName()))
                        .map(JavaAccess::getName)
                        .filter(name -> !Set.of("builder", "close", "shutdown").contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaAccess<?>> accesses(JavaClass type) {
        return Stream.concat(
                type.getMethodCallsFromSelf().stream(),
                type.getMethodReferencesFromSelf().stream());
    }

    private static boolean isKinesisClient(String type) {
        return type.endsWith(".services.kinesis.AmazonKinesis")
                || type.endsWith(".services.kinesis.KinesisClient")
                || type.endsWith(".services.kinesis.KinesisAsyncClient");
    }

    /** Which actions the role allows on which resource, by one of its policies. */
    private static Map<String, Set<String>> rights(String reader, String policy)
            throws IOException {
        Map<String, Set<String>> rights = new TreeMap<>();
        for (Map<String, Object> statement : statements(reader, policy)) {
            assertThat(statement).containsEntry("Effect", "Allow");
            for (String resource : texts(statement.get("Resource"))) {
                rights.computeIfAbsent(resource, any -> new TreeSet<>())
                        .addAll(texts(statement.get("Action")));
            }
        }
        return rights;
    }

    private static List<Map<String, Object>> statements(String reader, String policy)
            throws IOException {
        return listAt(
                        ManagedFlinkTemplate.with(Map.of("KinesisReader", reader))
                                .properties("JobRole"),
                        "Policies")
                .stream()
                .filter(each -> each.get("PolicyName").equals(policy))
                .flatMap(each -> listAt(asMap(each.get("PolicyDocument")), "Statement").stream())
                .collect(Collectors.toList());
    }

    private static List<String> texts(Object oneOrMany) {
        List<String> texts = new ArrayList<>();
        if (oneOrMany instanceof List) {
            ((List<?>) oneOrMany).forEach(each -> texts.add((String) each));
        } else {
            texts.add((String) oneOrMany);
        }
        return texts;
    }

    private static Set<String> union(Collection<Set<String>> sets) {
        return sets.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
