"""moto's server with what it lacks of AWS to deploy the job: Managed Flink's life cycle, above all.

LACKS is the whole list, sentence by sentence. Each lack is checked before anything is filled in, so the server does
not start once moto has learnt one of them, and the stand-in below can go.

The stand-ins are strict where AWS is: an application needs its jar in the bucket, a stack under termination protection
is not deleted, only a stopped job starts. Stacks with "broken" in their name get a job that does not come up, those
with "stuck" one that never leaves STARTING, those with "refused" one that cannot be changed.
"""

import argparse
import json
import os
import sys
import threading
import time

import yaml
from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import Change, ChangeSet
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.common_models import CloudFormationModel
from moto.core.exceptions import JsonRESTError
from moto.core.responses import EmptyResult
from moto.kinesisanalyticsv2 import kinesisanalyticsv2_backends
from moto.kinesisanalyticsv2.models import KinesisAnalyticsV2Backend
from moto.kinesisanalyticsv2.responses import KinesisAnalyticsV2Response
from moto.s3 import s3_backends
from moto.server import main

# Types of resources in the template that moto's CloudFormation passes over.
UNKNOWN_TYPES = {
    "AWS::Athena::NamedQuery",
    "AWS::Athena::WorkGroup",
    "AWS::CloudWatch::Alarm",
    "AWS::Glue::Database",
    "AWS::Glue::Table",
    "AWS::KinesisAnalyticsV2::Application",
    "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption",
    "AWS::Logs::LogStream",
    "AWS::S3::BucketPolicy",
}


def template_types(path):
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("!", lambda loader, tag, node: None)
    with open(path, encoding="utf-8") as file:
        return {resource["Type"] for resource in yaml.load(file, Loader)["Resources"].values()}


def known_types():
    return {model.cloudformation_type() for model in parsing.get_model_list() if model is not FlinkApplication}


def knows_missing_application():
    try:
        KinesisAnalyticsV2Backend("us-east-1", "123456789012").describe_application("nobody")
    except KeyError:
        return False
    except Exception:
        return True


def keeps_retained_except_on_create():
    return "RetainExceptOnCreate" in parsing.ResourceMap.delete.__code__.co_consts


def heeds_conditions_in_updates():
    return "Condition" in parsing.parse_and_update_resource.__code__.co_consts


def plans_by_parameters():
    return "parameters" in ChangeSet.diff.__code__.co_names


def makes_failed_change_set():
    return "_validate_different_update" not in CloudFormationResponse.create_change_set.__code__.co_names


def records_a_change_set():
    return "template" in ChangeSet.apply.__code__.co_names


LACKS = [
    *(
        (f"CloudFormation makes no {kind}", lambda kind=kind: kind in known_types())
        for kind in sorted(UNKNOWN_TYPES)
    ),
    *(
        (f"Managed Flink has no {operation}", lambda operation=operation: hasattr(KinesisAnalyticsV2Response, operation))
        for operation in ("start_application", "stop_application", "list_application_snapshots")
    ),
    ("Managed Flink fails instead of saying that an application is not there", knows_missing_application),
    (
        "CloudFormation has no update_termination_protection",
        lambda: hasattr(CloudFormationResponse, "update_termination_protection"),
    ),
    ("CloudFormation does not keep what RetainExceptOnCreate says", keeps_retained_except_on_create),
    ("CloudFormation's change sets do not show what a changed parameter changes", plans_by_parameters),
    ("CloudFormation has no failed change set where nothing changes", makes_failed_change_set),
    ("CloudFormation forgets the template and parameters of a change set it has carried out", records_a_change_set),
    ("CloudFormation does not heed a resource's condition in an update", heeds_conditions_in_updates),
]


def check_lacks(template):
    """Returns what is wrong with the list above, sentence by sentence."""
    learnt = [f"No longer true: {lack}." for lack, is_there in LACKS if is_there()]
    unlisted = template_types(template) - known_types() - UNKNOWN_TYPES
    unused = UNKNOWN_TYPES - template_types(template)
    return (
        learnt
        + [f"Not listed: CloudFormation makes no {kind}." for kind in sorted(unlisted)]
        + [f"Listed, but not in the template: {kind}." for kind in sorted(unused)]
    )


class FlinkApplication(CloudFormationModel):
    """An application and where it is in its life."""

    # moto files its models under the second part of their module's name.
    __module__ = "moto.kinesisanalyticsv2.stand_in"
    LOOKS_UNTIL_SETTLED = 2

    def __init__(self, name, backend):
        self.name = name
        self.backend = backend
        self.snapshots = []
        self.settle_in, self.settles_as = 0, "READY"

    @property
    def physical_resource_id(self):
        return self.name

    @property
    def application(self):
        return self.backend.applications[self.name]

    def turn(self, passing, settled):
        self.application.application_status = passing
        self.settle_in, self.settles_as = self.LOOKS_UNTIL_SETTLED, settled

    def look(self):
        if self.settle_in > 0:
            self.settle_in -= 1
            if self.settle_in == 0:
                self.application.application_status = self.settles_as

    def start(self, restore):
        self.require("READY", "start")
        self.application.app_config_description["RunConfigurationDescription"] = {
            "ApplicationRestoreConfigurationDescription": restore
        }
        self.turn("STARTING", "READY" if "broken" in self.name else "RUNNING")
        if "stuck" in self.name:
            self.settle_in = sys.maxsize

    def stop(self):
        self.require("RUNNING", "stop")
        self.snapshots.append(
            {
                "SnapshotName": f"snapshot-{len(self.snapshots) + 1}",
                "SnapshotStatus": "READY",
                "ApplicationVersionId": self.application.application_version_id,
                "SnapshotCreationTimestamp": time.time(),
            }
        )
        self.turn("STOPPING", "READY")

    def require(self, status, what):
        if self.application.application_status != status:
            raise JsonRESTError(
                "ResourceInUseException",
                f"Application {self.name} is {self.application.application_status}: it cannot {what}.",
            )

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
        return created

    def create(self, properties):
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

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        properties = cloudformation_json["Properties"]
        require_jar(properties, account_id)
        original_resource.require("READY", "be changed without a restart")
        if "refused" in original_resource.name:
            raise ValidationError(message="This application cannot be changed")
        version = original_resource.application.application_version_id
        original_resource.create(properties)
        original_resource.application.application_version_id = version + 1
        return original_resource

    def delete(self, account_id, region_name):
        del self.backend.applications[self.name]
        del self.backend.lives[self.name]


def require_jar(properties, account_id):
    place = properties["ApplicationConfiguration"]["ApplicationCodeConfiguration"]["CodeContent"]["S3ContentLocation"]
    bucket = place["BucketARN"].split(":")[-1]
    if s3_backends[account_id]["aws"].get_object(bucket, place["FileKey"]) is None:
        raise ValidationError(message=f"There is no jar s3://{bucket}/{place['FileKey']}")


def stand_in():
    def life(response):
        name = response._get_param("ApplicationName")
        lives = getattr(response.kinesisanalyticsv2_backend, "lives", {})
        if name not in lives:
            raise JsonRESTError("ResourceNotFoundException", f"There is no application {name}")
        return lives[name]

    def start_application(self):
        life(self).start(self._get_param("RunConfiguration")["ApplicationRestoreConfiguration"])
        return "{}"

    def stop_application(self):
        life(self).stop()
        return "{}"

    def list_application_snapshots(self):
        return json.dumps({"SnapshotSummaries": life(self).snapshots})

    plain_describe = KinesisAnalyticsV2Response.describe_application

    def describe_application(self):
        life(self).look()
        return plain_describe(self)

    plain_delete_stack = CloudFormationResponse.delete_stack

    def update_termination_protection(self):
        stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
        stack.enable_termination_protection = self._get_bool_param("EnableTerminationProtection")
        return EmptyResult()

    def delete_stack(self):
        stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
        if stack.enable_termination_protection:
            raise ValidationError(message=f"Stack {stack.name} cannot be deleted while TerminationProtection is enabled")
        return plain_delete_stack(self)

    def _validate_different_update(self, incoming_params, stack_body, old_stack):
        pass

    def diff(self):
        resources = self.stack.resource_map
        self.parameters = {name: str(value) for name, value in self.parameters.items()}
        before = {name: str(value) for name, value in self.stack.stack_parameters.items()}
        changed = {name for name, value in self.parameters.items() if before.get(name) != value}
        plan = resources.build_resource_diff(self.template_dict)
        plan["Modify"] += [
            name
            for name, resource in self.template_dict["Resources"].items()
            if name not in plan["Add"] + plan["Modify"]
            and not changed.isdisjoint(parsing.get_references_from_template(resource))
        ]
        return [
            Change(
                action="Add" if action == "Modify" and name not in resources._parsed_resources else action,
                logical_resource_id=name,
                resource_type=self.template_dict["Resources"].get(name, {"Type": "gone"})["Type"],
            )
            for action, names in plan.items()
            for name in names
        ]

    def apply(self):
        self.stack.update(self.template, self.role_arn, self.parameters, self.tags)

    plain_update = parsing.parse_and_update_resource

    def parse_and_update_resource(logical_id, resource_json, resources_map, account_id, region_name):
        condition = resource_json.get("Condition")
        if condition and not resources_map.lazy_condition_map[condition]:
            return None
        if logical_id not in resources_map._parsed_resources:
            return resources_map[logical_id]
        return plain_update(logical_id, resource_json, resources_map, account_id, region_name)

    plain_delete = parsing.ResourceMap.delete

    def delete(self):
        for resource in self._resource_json_map.values():
            if resource.get("DeletionPolicy") == "RetainExceptOnCreate":
                resource["DeletionPolicy"] = "Retain"
        plain_delete(self)

    for owner, operation in (
        (KinesisAnalyticsV2Response, start_application),
        (KinesisAnalyticsV2Response, stop_application),
        (KinesisAnalyticsV2Response, list_application_snapshots),
        (KinesisAnalyticsV2Response, describe_application),
        (CloudFormationResponse, update_termination_protection),
        (CloudFormationResponse, delete_stack),
        (CloudFormationResponse, _validate_different_update),
        (ChangeSet, diff),
        (ChangeSet, apply),
        (parsing, parse_and_update_resource),
        (parsing.ResourceMap, delete),
    ):
        setattr(owner, operation.__name__, operation)
    for cache in (parsing.get_model_list, parsing.get_model_map, parsing.get_name_type_map):
        cache.cache_clear()


def end_with_stdin():
    """Whoever started the server holds the other end, so it ends with them however they end."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="moto with a Managed Flink that starts and stops")
    arguments.add_argument("--template", required=True, help="scripts/managed-flink.yaml")
    arguments.add_argument("--port", required=True, help="port of the loopback interface")
    arguments = arguments.parse_args()
    for lack, _ in LACKS:
        print(f"moto lacks: {lack}")
    wrong = check_lacks(arguments.template)
    if wrong:
        sys.exit("\n".join(wrong))
    sys.stdout.flush()
    stand_in()
    threading.Thread(target=end_with_stdin, daemon=True).start()
    main(["--host", "127.0.0.1", "--port", arguments.port])
