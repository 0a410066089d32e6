package io.github.taxistream.producer.command;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lets an option take a value only after an equals sign: the next word, which may be an input file,
 * is never taken for the option's value.
 */
final class AttachedValue implements IParameterPreprocessor {

    /** Where picocli keeps the text between the option and the value. */
    private static final String SEPARATOR = "separator";

    private static final String ATTACHED = "=";

    @Override
    public boolean preprocess(
            Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        if (!ATTACHED.equals(info.get(SEPARATOR))) {
            words.push(((OptionSpec) option).fallbackValue());
        }
        return false;
    }
}
