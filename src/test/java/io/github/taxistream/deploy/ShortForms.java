package io.github.taxistream.deploy;

import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * CloudFormation's short forms: {@code !Ref x} as {@code {Ref: x}}, and every other {@code !F x} as
 * {@code {Fn::F: x}}.
 */
final class ShortForms extends SafeConstructor {

    ShortForms() {
        super(new LoaderOptions());
        yamlMultiConstructors.put("!", new ShortForm());
    }

    private final class ShortForm extends AbstractConstruct {

        @Override
        public Object construct(Node node) {
            String function = node.getTag().getValue().substring(1);
            return Map.of(function.equals("Ref") ? "Ref" : "Fn::" + function, argument(node));
        }

        private Object argument(Node node) {
            if (node instanceof ScalarNode scalar) {
                return constructScalar(scalar);
            }
            if (node instanceof SequenceNode sequence) {
                return constructSequence(sequence);
            }
            return constructMapping((MappingNode) node);
        }
    }
}
