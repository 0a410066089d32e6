package io.github.taxistream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Drills: each incident that an operator meets on AWS, and the command that ends it. The emulation
 * is as unkind as AWS; {@code src/test/python/flink_application.py} says how. Each drill has its
 * row in {@code docs/operations.md}.
 */
class DrillsIT {

    @RegisterExtension static final EmulatedAws AWS = new EmulatedAws();

    @Test
    void aJobThatCrashesIsNotCalledHealthyAndIsStoppedByForce() throws Exception {
        String stack = "taxi-crashes";
        String crashes = AWS.jar("crashes");
        assertThat(AWS.refused("up", "--stack", stack, "--jar", crashes))
                .contains(
                        "The job is RUNNING, but no checkpoint has completed",
                        "Its last exception: java.nio.file.AccessDeniedException:"
                                + " s3://bucket/taxi/zone_hourly: 403",
                        "The job is not healthy.");
        assertThat(AWS.deployed("status", "--stack", stack))
                .contains("Health: no checkpoint has completed", "AccessDeniedException");

        assertThat(AWS.refused("down", "--stack", stack))
                .contains(
                        "could not be stopped with a snapshot",
                        "scripts/deploy.sh down --force stops it without");
        assertThat(AWS.refused("update", "--stack", stack, "--jar", AWS.jar("mended")))
                .contains("no snapshot could be taken", "update --force");

        assertThat(AWS.deployed("update", "--force", "--stack", stack, "--jar", AWS.jar("mended")))
                .containsSubsequence(
                        "Stopping the job without a snapshot",
                        "Starting the job for the first time",
                        "a checkpoint of 4711 bytes is complete");
        assertThat(AWS.deployed("down", "--delete-data", "--stack", stack))
                .contains("Stopping the job without a snapshot", "is deleted");
    }

    @Test
    void aStaleSnapshotIsRefusedAndRecountedExactly() throws Exception {
        String stack = "taxi-stale";
        String jar = AWS.jar("stale");
        AWS.deployed("up", "--stack", stack, "--jar", jar);
        AWS.writeHour(stack, "21");
        AWS.deployed("down", "--stack", stack);
        AWS.deployed("up", "--stack", stack, "--jar", jar);
        AWS.writeHour(stack, "22");
        assertThat(AWS.refused("recount", "--stack", stack, "--from-snapshot", "snapshot-1"))
                .contains("The job is RUNNING. Stop it first");
        AWS.deployed("down", "--force", "--stack", stack);

        assertThat(AWS.refused("up", "--stack", stack, "--jar", jar))
                .containsPattern(
                        "Snapshot snapshot-1 is of 20..-.*Z, but the job ran until 20..-.*Z."
                                + " Nothing was started. There are three ways out:")
                .contains("2024-01-31 22:00, 1 file")
                .doesNotContain("2024-01-31 21:00")
                .contains("recount --from-snapshot snapshot-1", "--from-snapshot NAME")
                .contains("--accept-recount");

        assertThat(AWS.deployed("recount", "--stack", stack, "--from-snapshot", "snapshot-1"))
                .containsSubsequence(
                        "Written after snapshot snapshot-1",
                        "taxi/zone_hourly/pickup_date=2024-01-31/pickup_hour=22/part-",
                        "Moving them to s3://",
                        "Moved 1 files.");
        assertThat(AWS.aws("s3", "ls", "--recursive", "s3://" + AWS.bucketOf(stack) + "/taxi/"))
                .contains("taxi/zone_hourly/pickup_date=2024-01-31/pickup_hour=21/")
                .contains(
                        "taxi/recounted/snapshot-1/zone_hourly/pickup_date=2024-01-31/pickup_hour=22/")
                .doesNotContain(" taxi/zone_hourly/pickup_date=2024-01-31/pickup_hour=22/");
        assertThat(AWS.deployed("up", "--stack", stack, "--jar", jar))
                .contains("no file is left from that time: nothing counts twice")
                .contains("Starting the job from its latest snapshot, snapshot-1");
    }

    @Test
    void aNewVersionThatIsNotHealthyGivesWayToTheOneBefore() throws Exception {
        String stack = "taxi-back";
        String good = AWS.jar("good");
        AWS.deployed("up", "--stack", stack, "--jar", good);

        assertThat(AWS.refused("update", "--stack", stack, "--jar", AWS.jar("crashes again")))
                .containsSubsequence(
                        "stack taxi-back: UPDATE_COMPLETE",
                        "no checkpoint has completed",
                        "Its last exception: java.nio.file.AccessDeniedException",
                        "Rolling the job back to the version before",
                        "job taxi-back: RUNNING",
                        "a checkpoint of 4711 bytes is complete",
                        "The job runs as it was before, and nothing is lost.");
        assertThat(AWS.deployed("up", "--stack", stack, "--jar", good)).contains("up to date");

        // What cannot even be started is rolled back by Managed Flink itself.
        assertThat(AWS.refused("update", "--stack", stack, "--jar", AWS.jar("unstartable")))
                .contains("UPDATE_ROLLBACK_COMPLETE", "The job runs as it was.");
        assertThat(AWS.refused("update", "--stack", stack, "--jar", AWS.jar("refused")))
                .contains("This application cannot be changed", "The job runs as it was.");
        assertThat(AWS.deployed("up", "--stack", stack, "--jar", good)).contains("up to date");
    }

    @Test
    void anotherFolderForTheOutputLeavesTheRightsOnTheOneBefore() throws Exception {
        String stack = "taxi-moves";
        String jar = AWS.jar("moves");
        AWS.deployed("up", "--stack", stack, "--jar", jar);

        assertThat(
                        AWS.deployed(
                                "update",
                                "--stack",
                                stack,
                                "--jar",
                                jar,
                                "--parameter",
                                "OutputPrefix=new"))
                .contains("The job keeps its permissions on taxi/ as well");

        // What the role may do then is held by JobRightsTest: moto does not change a role.
        assertThat(AWS.parameter(stack, "OutputPrefix")).isEqualTo("new");
        assertThat(AWS.parameter(stack, "FormerOutputPrefix")).isEqualTo("taxi");
    }

    @Test
    void throttlingAndLostAnswersAreSatOut() throws Exception {
        String stack = "taxi-throttled-lost";
        assertThat(AWS.deployed("up", "--stack", stack, "--jar", AWS.jar("patient")))
                .contains("The job runs, and checkpoints complete.");
        assertThat(AWS.deployed("down", "--stack", stack)).contains("snapshot: snapshot-1");
    }

    @Test
    void theNewestOfManySnapshotsIsFoundAndTheOldOnesArePruned() throws Exception {
        String stack = "taxi-many";
        assertThat(
                        AWS.deployed(
                                "up",
                                "--stack",
                                stack,
                                "--jar",
                                AWS.jar("many"),
                                "--keep-snapshots",
                                "58"))
                .contains("latest snapshot, snapshot-60", "Deleting snapshot snapshot-2 ...")
                .doesNotContain("Deleting snapshot snapshot-3 ...");
        assertThat(AWS.deployed("status", "--stack", stack))
                .containsOnlyOnce("Latest snapshot: snapshot-60\n");
    }

    @Test
    void reshardingGoesInStepsThatKinesisTakes() throws Exception {
        String stack = "taxi-shards";
        String jar = AWS.jar("shards");
        AWS.deployed("up", "--stack", stack, "--jar", jar);

        assertThat(
                        AWS.deployed(
                                "update",
                                "--stack",
                                stack,
                                "--jar",
                                jar,
                                "--parameter",
                                "ShardCount=7"))
                .contains("From 2 to 7 shards are 2 steps", ": 4 7");
        assertThat(
                        AWS.refused(
                                "update",
                                "--stack",
                                stack,
                                "--jar",
                                jar,
                                "--parameter",
                                "ShardCount=9000"))
                .contains(
                        "From 7 to 9000 shards are 11 steps",
                        "Go to 7168 today. Nothing was changed.");
    }

    @Test
    void whatDoesNotConcernTheJobDoesNotTouchIt() throws Exception {
        String stack = "taxi-calm";
        String jar = AWS.jar("calm");
        AWS.deployed("up", "--stack", stack, "--jar", jar);

        assertThat(
                        AWS.deployed(
                                "update",
                                "--stack",
                                stack,
                                "--jar",
                                jar,
                                "--parameter",
                                "RejectedDays=30"))
                .contains("Modify\tBucket", "Stack taxi-calm is up to date");
        assertThat(
                        AWS.deployed(
                                "update",
                                "--stack",
                                stack,
                                "--jar",
                                jar,
                                "--parameter",
                                "LogRetentionDays=7"))
                .contains("Modify\tLogGroup");
        assertThat(operations(stack)).isEqualTo("StartApplication");
    }

    @Test
    void aJobThatDoesNotComeUpIsAFailureThatSaysWhy() throws Exception {
        assertThat(AWS.refused("up", "--stack", "taxi-broken", "--jar", AWS.jar("broken")))
                .contains("The job did not start: it is READY again.")
                .contains("Its last exception: java.nio.file.AccessDeniedException")
                .contains("aws logs tail /aws/kinesis-analytics/taxi-broken");
    }

    private static String operations(String stack) throws Exception {
        return AWS.aws(
                "kinesisanalyticsv2",
                "list-application-operations",
                "--application-name",
                stack,
                "--query",
                "ApplicationOperationInfoList[].Operation");
    }
}
