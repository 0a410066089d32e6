"""moto's server with what it lacks of AWS to deploy the job: Managed Flink's life cycle, above all.

LACKS is the whole list, sentence by sentence. Each lack is checked before anything is filled in, so the server does
not start once moto has learnt one of them, and the stand-in below can go.

The stand-ins are strict where AWS is: an application needs its jar in the bucket, a stack under termination protection
is not deleted, only a stopped job starts. What else can go wrong is in flink_application.py.
"""

import argparse
import json
import os
import re
import sys
import threading

import yaml
from flink_application import FlinkApplication
from moto.awslambda.models import LambdaVersion, lambda_backends
from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import Change, ChangeSet, CloudFormationBackend
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.exceptions import JsonRESTError
from moto.core.responses import EmptyResult
from moto.kinesisanalyticsv2.models import KinesisAnalyticsV2Backend
from moto.kinesisanalyticsv2.responses import KinesisAnalyticsV2Response
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
    "AWS::KinesisFirehose::DeliveryStream",
    "AWS::Logs::LogStream",
    "AWS::S3::BucketPolicy",
}


OPERATIONS = (
    "start_application",
    "stop_application",
    "rollback_application",
    "list_application_snapshots",
    "delete_application_snapshot",
    "list_application_operations",
)


def template_types(paths):
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("!", lambda loader, tag, node: None)
    types = set()
    for path in paths:
        with open(path, encoding="utf-8") as file:
            types |= {resource["Type"] for resource in yaml.load(file, Loader)["Resources"].values()}
    return types


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


def keeps_retained_in_updates():
    return "DeletionPolicy" in parsing.ResourceMap.update.__code__.co_consts


def names_versions():
    return "physical_resource_id" in vars(LambdaVersion)


def heeds_conditions_in_updates():
    return "Condition" in parsing.parse_and_update_resource.__code__.co_consts


def leaves_out_no_value():
    return parsing.clean_json([{"Ref": "AWS::NoValue"}], {"AWS::NoValue": None}) == []


def plans_by_parameters():
    return "parameters" in ChangeSet.diff.__code__.co_names


def fails_a_change_set_by_what_changes():
    return "changes" in CloudFormationBackend.create_change_set.__code__.co_names


def makes_failed_change_set():
    return "_validate_different_update" not in CloudFormationResponse.create_change_set.__code__.co_names


def rolls_back():
    return "UPDATE_ROLLBACK_COMPLETE" in CloudFormationBackend.execute_change_set.__code__.co_consts


def records_a_change_set():
    return "template" in ChangeSet.apply.__code__.co_names


LACKS = [
    *(
        (f"CloudFormation makes no {kind}", lambda kind=kind: kind in known_types())
        for kind in sorted(UNKNOWN_TYPES)
    ),
    *(
        (f"Managed Flink has no {operation}", lambda operation=operation: hasattr(KinesisAnalyticsV2Response, operation))
        for operation in OPERATIONS
    ),
    ("Managed Flink fails instead of saying that an application is not there", knows_missing_application),
    (
        "CloudFormation has no update_termination_protection",
        lambda: hasattr(CloudFormationResponse, "update_termination_protection"),
    ),
    ("CloudFormation does not keep what RetainExceptOnCreate says", keeps_retained_except_on_create),
    ("CloudFormation keeps a null in a list where AWS::NoValue is", leaves_out_no_value),
    ("CloudFormation's change sets do not show what a changed parameter changes", plans_by_parameters),
    ("CloudFormation has no failed change set where nothing changes", makes_failed_change_set),
    ("CloudFormation has no failed change set where only the text is another", fails_a_change_set_by_what_changes),
    ("CloudFormation forgets the template and parameters of a change set it has carried out", records_a_change_set),
    ("CloudFormation does not go back from a change that fails", rolls_back),
    ("CloudFormation does not heed a resource's condition in an update", heeds_conditions_in_updates),
    ("CloudFormation does not return the ARN of a version of a function", names_versions),
    ("CloudFormation deletes what a change takes out, whatever its policy", keeps_retained_in_updates),
]


def check_lacks(templates):
    """Returns what is wrong with the list above, sentence by sentence."""
    learnt = [f"No longer true: {lack}." for lack, is_there in LACKS if is_there()]
    unlisted = template_types(templates) - known_types() - UNKNOWN_TYPES
    unused = UNKNOWN_TYPES - template_types(templates)
    return (
        learnt
        + [f"Not listed: CloudFormation makes no {kind}." for kind in sorted(unlisted)]
        + [f"Listed, but in no template: {kind}." for kind in sorted(unused)]
    )


def references(resource):
    """The names that a resource refers to, also within a Sub."""
    text = json.dumps(resource, default=str)
    found = re.findall(r'"Ref": "([^"]+)"|"Fn::GetAtt": \["([^"]+)"|\$\{([A-Za-z]+)', text)
    return {name for names in found for name in names if name}


def worked_out(node, template, parameters):
    """The value of what stands in a condition."""
    if not isinstance(node, dict):
        return node
    (function, argument), = node.items()
    if function == "Ref":
        return str(parameters.get(argument, template["Parameters"].get(argument, {}).get("Default")))
    if function == "Condition":
        return worked_out(template["Conditions"][argument], template, parameters)
    values = [worked_out(each, template, parameters) for each in argument]
    if function == "Fn::Equals":
        return str(values[0]) == str(values[1])
    if function == "Fn::Not":
        return not values[0]
    if function == "Fn::And":
        return all(values)
    if function == "Fn::Join":
        return values[0].join(values[1] if isinstance(values[1], list) else [values[1]])
    raise NotImplementedError(f"a condition with {function}")


def paged(response, name, rows, most):
    """A page of the rows: AWS answers no more than so many at once."""
    start = int(response._get_param("NextToken") or 0)
    page = {name: rows[start : start + most]}
    if start + most < len(rows):
        page["NextToken"] = str(start + most)
    return json.dumps(page)


def stand_in():
    def life(response):
        name = response._get_param("ApplicationName")
        lives = getattr(response.kinesisanalyticsv2_backend, "lives", {})
        if name not in lives:
            raise JsonRESTError("ResourceNotFoundException", f"There is no application {name}")
        lives[name].called()
        return lives[name]

    def start_application(self):
        life(self).start(self._get_param("RunConfiguration")["ApplicationRestoreConfiguration"])
        return "{}"

    def stop_application(self):
        life(self).stop(self._get_param("Force"))
        return "{}"

    def rollback_application(self):
        life(self).roll_back(self._get_param("CurrentApplicationVersionId"))
        return "{}"

    def list_application_snapshots(self):
        return paged(self, "SnapshotSummaries", life(self).snapshots, 50)

    def delete_application_snapshot(self):
        application, name = life(self), self._get_param("SnapshotName")
        taken = self._get_param("SnapshotCreationTimestamp")
        kept = [each for each in application.snapshots if each["SnapshotName"] != name]
        gone = [each for each in application.snapshots if each["SnapshotName"] == name]
        # The CLI sends whole seconds.
        if not gone or int(gone[0]["SnapshotCreationTimestamp"]) != int(taken):
            raise JsonRESTError("ResourceNotFoundException", f"There is no snapshot {name} of {taken}")
        application.snapshots = kept
        return "{}"

    def list_application_operations(self):
        return paged(self, "ApplicationOperationInfoList", life(self).operations[::-1], 5)

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
        changed = self.changed = {name for name, value in self.parameters.items() if before.get(name) != value}
        plan = plain_resource_diff(resources, self.template_dict)
        plan["Modify"] += [
            name
            for name, resource in self.template_dict["Resources"].items()
            if name not in plan["Add"] + plan["Modify"] + plan["Remove"]
            and name in resources._resource_json_map
            and not changed.isdisjoint(references(resource))
        ]
        plan = by_conditions(resources, plan, self.template_dict, self.parameters)
        changes = [
            Change(
                action=action,
                logical_resource_id=name,
                resource_type=self.template_dict["Resources"].get(name, {"Type": "gone"})["Type"],
            )
            for action, names in plan.items()
            for name in names
        ]
        # What refers to a changed resource may change as well: CloudFormation finds out only as it goes.
        planned = {change.logical_resource_id for change in changes}
        for name, resource in self.template_dict["Resources"].items():
            if name not in planned and not planned.isdisjoint(references(resource)) and name in resources._parsed_resources:
                change = Change("Modify", name, resource["Type"])
                change.details = [{"ChangeSource": "ResourceAttribute", "Evaluation": "Dynamic"}]
                changes.append(change)
        return changes

    plain_create = CloudFormationBackend.create_change_set

    def create_change_set(self, **described):
        """Outputs are no changes that are listed, but a change set of them alone is one to carry out."""
        ids = plain_create(self, **described)
        made = self.change_sets[ids[0]]
        outputs = made.template_dict.get("Outputs")
        if made.change_set_type == "UPDATE":
            changes_outputs = outputs != made.stack.template_dict.get("Outputs") or not made.changed.isdisjoint(
                references(outputs)
            )
            is_empty = not made.changes and not changes_outputs
            made.status = "FAILED" if is_empty else "CREATE_COMPLETE"
            made.execution_status = "UNAVAILABLE" if is_empty else "AVAILABLE"
            made.status_reason = "The submitted information didn't contain changes." if is_empty else None
        return ids

    def apply(self):
        self.stack.update(self.template, self.role_arn, self.parameters, self.tags)

    plain_execute = CloudFormationBackend.execute_change_set

    def execute_change_set(self, change_set_name, stack_name=None):
        sets = [each for each in self.change_sets.values() if each.change_set_name == change_set_name]
        stack = sets[0].stack
        resources = stack.resource_map
        before = [
            {name: dict(value) if isinstance(value, dict) else value for name, value in vars(each).items()}
            for each in (stack, resources)
        ]
        try:
            plain_execute(self, change_set_name, stack_name)
        except Exception as failed:
            vars(stack).update(before[0])
            vars(resources).update(before[1])
            stack._add_stack_event("UPDATE_FAILED", resource_status_reason=getattr(failed, "message", str(failed)))
            stack.status = "UPDATE_ROLLBACK_COMPLETE"

    plain_clean = parsing.clean_json

    def clean_json(resource_json, resources_map):
        cleaned = plain_clean(resource_json, resources_map)
        return [each for each in cleaned if each is not None] if isinstance(cleaned, list) else cleaned

    plain_resource_diff = parsing.ResourceMap.build_resource_diff

    def by_conditions(resources, plan, template, parameters):
        """A plan in which a resource comes, or goes, when its condition begins, or ceases, to hold."""
        for name, resource in template["Resources"].items():
            if "Condition" in resource:
                condition = {"Condition": resource["Condition"]}
                is_there = name in resources._resource_json_map and worked_out(
                    condition, template, resources.input_parameters
                )
                wanted = worked_out(condition, template, parameters)
                if is_there != wanted or not wanted:
                    plan = {action: [each for each in names if each != name] for action, names in plan.items()}
                if is_there != wanted:
                    plan["Add" if wanted else "Remove"].append(name)
        return plan

    def build_resource_diff(self, other_template, parameters=None):
        plan = plain_resource_diff(self, other_template, parameters)
        plan = by_conditions(self, plan, other_template, parameters or self.input_parameters)
        # What was never made, as moto does not know it, cannot be deleted; what is to be kept must not.
        plan["Remove"] = [
            name
            for name in plan["Remove"]
            if self._parsed_resources.get(name) is not None
            and not str(self._resource_json_map[name].get("DeletionPolicy")).startswith("Retain")
        ]
        return plan

    plain_map_update = parsing.ResourceMap.update

    def update(self, template, parameters=None):
        gone = self.build_resource_diff(template, parameters)["Remove"]
        gone += [name for name in self._resource_json_map if name not in template["Resources"]]
        plain_map_update(self, template, parameters)
        for name in gone:
            self._parsed_resources.pop(name, None)

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

    plain_version = LambdaVersion.create_from_cloudformation_json

    def create_version(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        version = plain_version(resource_name, cloudformation_json, account_id, region_name, **kwargs)
        function = lambda_backends[account_id][region_name].get_function(
            cloudformation_json["Properties"]["FunctionName"], str(version.version)
        )
        version.physical_resource_id = function.function_arn
        return version

    def update_version(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        return create_version(cls, new_resource_name, cloudformation_json, account_id, region_name)

    LambdaVersion.create_from_cloudformation_json = classmethod(create_version)
    LambdaVersion.update_from_cloudformation_json = classmethod(update_version)

    for owner, operation in (
        (KinesisAnalyticsV2Response, start_application),
        (KinesisAnalyticsV2Response, stop_application),
        (KinesisAnalyticsV2Response, rollback_application),
        (KinesisAnalyticsV2Response, list_application_snapshots),
        (KinesisAnalyticsV2Response, delete_application_snapshot),
        (KinesisAnalyticsV2Response, list_application_operations),
        (KinesisAnalyticsV2Response, describe_application),
        (CloudFormationResponse, update_termination_protection),
        (CloudFormationResponse, delete_stack),
        (CloudFormationResponse, _validate_different_update),
        (ChangeSet, diff),
        (ChangeSet, apply),
        (CloudFormationBackend, create_change_set),
        (CloudFormationBackend, execute_change_set),
        (parsing, clean_json),
        (parsing, parse_and_update_resource),
        (parsing.ResourceMap, build_resource_diff),
        (parsing.ResourceMap, update),
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
    arguments.add_argument("--template", required=True, nargs="+", help="the templates under scripts/")
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
