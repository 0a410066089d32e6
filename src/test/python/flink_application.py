"""An application of Managed Flink: its life, and everything that AWS makes hard.

What goes wrong is up to the words in its jar:

    broken       main fails: the application is READY again after its start
    crashes      it is RUNNING, but tasks fail: no checkpoint completes, and no snapshot can be taken
    stuck        it never leaves STARTING
    refused      CloudFormation refuses the change
    unstartable  a running application that is changed to it is rolled back by the service
    many         it has 60 snapshots of before
    aged         it was stopped a hundred hours ago, and has the snapshot of that

and to the application's name: "throttled" refuses every other call, "lost" does what it is told to but loses the answer.
"""

import json
import sys
import time
from datetime import datetime, timedelta, timezone

from moto.cloudformation.exceptions import ValidationError
from moto.cloudwatch import cloudwatch_backends
from moto.core.common_models import CloudFormationModel
from moto.core.exceptions import JsonRESTError
from moto.kinesisanalyticsv2 import kinesisanalyticsv2_backends
from moto.logs import logs_backends
from moto.s3 import s3_backends

EXCEPTION = (
    "java.lang.RuntimeException: Could not perform checkpoint\\n\\tat org.apache.flink.Task.run"
    "\\nCaused by: java.nio.file.AccessDeniedException: s3://bucket/taxi/zone_hourly: 403"
)


class LostAnswer(JsonRESTError):
    code = 500


class FlinkApplication(CloudFormationModel):
    """An application and where it is in its life."""

    # moto files its models under the second part of their module's name.
    __module__ = "moto.kinesisanalyticsv2.stand_in"
    LOOKS_UNTIL_SETTLED = 2

    def __init__(self, name, backend):
        self.name = name
        self.backend = backend
        self.properties, self.former = None, None
        self.snapshots, self.operations = [], []
        self.settle_in, self.then = 0, None
        self.calls = 0

    @property
    def physical_resource_id(self):
        return self.name

    @property
    def application(self):
        return self.backend.applications[self.name]

    @property
    def status(self):
        return self.application.application_status

    def jar_says(self, word, properties=None):
        return word in jar_text(properties or self.properties, self.backend.account_id)

    # ---------------------------------------------------------------- what happens

    def turn(self, operation, passing, settled, status="SUCCESSFUL"):
        """Passes through a state for some looks, and ends an operation with it."""
        self.application.application_status = passing
        self.cloudwatch.metric_data.clear()
        begun = {"Operation": operation, "OperationId": f"op-{len(self.operations)}", "StartTime": time.time()}
        self.operations.append({**begun, "OperationStatus": "IN_PROGRESS"})

        def end():
            self.application.application_status = settled
            self.operations[-1] = {**begun, "EndTime": time.time(), "OperationStatus": status}

        self.settle_in, self.then = self.LOOKS_UNTIL_SETTLED, end

    def look(self):
        if self.settle_in > 0:
            self.settle_in -= 1
            if self.settle_in == 0:
                self.then()
        if self.status == "RUNNING":
            self.log_exception() if self.jar_says("crashes") else self.report_checkpoint()

    @property
    def cloudwatch(self):
        return cloudwatch_backends[self.backend.account_id][self.backend.region_name]

    def report_checkpoint(self):
        """Reports this minute's checkpoint, and the next minute's as well, so that nobody has to wait for it."""
        for later in (0, 60):
            self.cloudwatch.put_metric_data(
                "AWS/KinesisAnalytics",
                [
                    {
                        "MetricName": "lastCheckpointSize",
                        "Dimensions": [{"Name": "Application", "Value": self.name}],
                        "Value": 4711,
                        "Timestamp": datetime.now(timezone.utc).replace(tzinfo=None) + timedelta(seconds=later),
                    }
                ],
            )

    def log_exception(self):
        logs = logs_backends[self.backend.account_id][self.backend.region_name]
        group = f"/aws/kinesis-analytics/{self.name}"
        if "job" not in logs.groups[group].streams:
            logs.create_log_stream(group, "job")
        message = '{"message": "source switched from RUNNING to FAILED", "throwableInformation": ["%s"]}' % EXCEPTION
        logs.groups[group].put_log_events("job", [{"timestamp": int(time.time() * 1000), "message": message}])

    def take_snapshot(self, minutes_ago=0):
        self.snapshots.append(
            {
                "SnapshotName": f"snapshot-{len(self.snapshots) + 1}",
                "SnapshotStatus": "READY",
                "ApplicationVersionId": self.application.application_version_id,
                "SnapshotCreationTimestamp": time.time() - 60 * minutes_ago,
            }
        )

    def stopped_before(self, hours):
        self.take_snapshot(minutes_ago=60 * hours)
        then = time.time() - 3600 * hours
        self.operations.append(
            {
                "Operation": "StopApplication",
                "OperationId": "op-0",
                "StartTime": then - 2,
                "EndTime": then + 2,
                "OperationStatus": "SUCCESSFUL",
            }
        )

    # ---------------------------------------------------------------- what the API does

    def called(self):
        """One call of the API: who throttles refuses every other."""
        self.calls += 1
        if "throttled" in self.name and self.calls % 2 == 1:
            raise JsonRESTError("ThrottlingException", "Rate exceeded")

    def start(self, restore):
        self.require("READY", "start")
        self.application.app_config_description["RunConfigurationDescription"] = {
            "ApplicationRestoreConfigurationDescription": restore
        }
        if self.jar_says("broken"):
            self.log_exception()
            self.turn("StartApplication", "STARTING", "READY", "FAILED")
        else:
            self.turn("StartApplication", "STARTING", "RUNNING")
        if self.jar_says("stuck"):
            self.settle_in = sys.maxsize
        self.lose_answer()

    def stop(self, force):
        if force:
            if self.status == "READY":
                self.require("RUNNING", "stop")
            self.turn("StopApplication", "FORCE_STOPPING", "READY")
        elif self.jar_says("crashes"):
            self.require("RUNNING", "stop")
            self.turn("StopApplication", "STOPPING", "RUNNING", "FAILED")
        else:
            self.require("RUNNING", "stop")
            self.turn("StopApplication", "STOPPING", "READY")
            self.take_snapshot()
        self.lose_answer()

    def roll_back(self, version):
        self.require("RUNNING", "be rolled back")
        if version != self.application.application_version_id or self.former is None or not self.snapshots:
            raise JsonRESTError("InvalidRequestException", "There is no version or no snapshot to go back to")
        self.change(self.former)
        self.turn("RollbackApplication", "ROLLING_BACK", "RUNNING")

    def lose_answer(self):
        if "lost" in self.name:
            raise LostAnswer("InternalFailure", "The answer was lost")

    def require(self, status, what):
        if self.status != status:
            raise JsonRESTError(
                "ResourceInUseException", f"Application {self.name} is {self.status}: it cannot {what}."
            )

    # ---------------------------------------------------------------- what CloudFormation does

    @staticmethod
    def cloudformation_name_type():
        return "ApplicationName"

    @staticmethod
    def cloudformation_type():
        return "AWS::KinesisAnalyticsV2::Application"

    @classmethod
    def has_cfn_attr(cls, attr):
        return False

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        require_jar(properties, account_id)
        backend = kinesisanalyticsv2_backends[account_id][region_name]
        created = cls(resource_name, backend)
        created.create(properties)
        backend.lives = {**getattr(backend, "lives", {}), resource_name: created}
        if created.jar_says("many"):
            for minutes in range(60, 0, -1):
                created.take_snapshot(minutes)
        if created.jar_says("aged"):
            created.stopped_before(hours=100)
        return created

    def create(self, properties):
        self.properties = properties
        self.backend.create_application(
            application_name=self.name,
            application_description=properties["ApplicationDescription"],
            runtime_environment=properties["RuntimeEnvironment"],
            service_execution_role=properties["ServiceExecutionRole"],
            application_configuration=properties["ApplicationConfiguration"],
            cloud_watch_logging_options=None,
            tags=None,
            application_mode=properties["ApplicationMode"],
        )
        self.application.application_status = "READY"

    def change(self, properties):
        status, version = self.status, self.application.application_version_id
        self.former = self.properties
        self.create(properties)
        self.application.application_status = status
        self.application.application_version_id = version + 1

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        original_resource.update(cloudformation_json["Properties"], account_id)
        return original_resource

    def update(self, properties, account_id):
        if json.dumps(properties, default=str) == json.dumps(self.properties, default=str):
            return
        require_jar(properties, account_id)
        if self.jar_says("refused", properties):
            raise ValidationError(message="This application cannot be changed")
        if self.status == "ROLLING_BACK":
            raise ValidationError(message="The update failed, and the application is rolled back")
        if self.status == "READY":
            self.change(properties)
            return
        self.require("RUNNING", "be changed")
        if self.jar_says("crashes"):
            raise ValidationError(message="The update failed: no snapshot could be taken of the failing application")
        self.take_snapshot()
        if self.jar_says("unstartable", properties):
            self.log_exception()
            self.turn("RollbackApplication", "ROLLING_BACK", "RUNNING")
            raise ValidationError(message="The update failed, and the application is rolled back")
        self.change(properties)
        self.turn("UpdateApplication", "UPDATING", "RUNNING")

    def delete(self, account_id, region_name):
        del self.backend.applications[self.name]
        del self.backend.lives[self.name]


def place_of_jar(properties):
    place = properties["ApplicationConfiguration"]["ApplicationCodeConfiguration"]["CodeContent"]["S3ContentLocation"]
    return place["BucketARN"].split(":")[-1], place["FileKey"]


def jar_text(properties, account_id):
    bucket, key = place_of_jar(properties)
    jar = s3_backends[account_id]["aws"].get_object(bucket, key)
    return jar.value.decode("latin-1") if jar else ""


def require_jar(properties, account_id):
    bucket, key = place_of_jar(properties)
    if s3_backends[account_id]["aws"].get_object(bucket, key) is None:
        raise ValidationError(message=f"There is no jar s3://{bucket}/{key}")
