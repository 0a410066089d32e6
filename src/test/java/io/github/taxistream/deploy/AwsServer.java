package io.github.taxistream.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The AWS CLI, loaded once: its folder has an {@code aws} that starts at once. */
final class AwsServer implements AutoCloseable {

    private final Process process;
    private final String folder;

    private AwsServer(Process process, String folder) {
        this.process = process;
        this.folder = folder;
    }

    static AwsServer start(Path errors) throws IOException {
        Process process =
                new ProcessBuilder(AwsTools.command("python"), "src/test/python/aws_server.py")
                        .redirectError(errors.toFile())
                        .start();
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String folder = output.readLine();
        if (folder == null) {
            throw new IllegalStateException(
                    "the AWS CLI did not start:\n" + Files.readString(errors));
        }
        return new AwsServer(process, folder);
    }

    /** A path to search for commands on which this AWS CLI comes first. */
    String searchPath() {
        return folder + ":" + AwsTools.searchPath();
    }

    String command() {
        return folder + "/aws";
    }

    /** The arguments after {@code aws}, as a command. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(command()));
        command.addAll(arguments);
        return command;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }
}
