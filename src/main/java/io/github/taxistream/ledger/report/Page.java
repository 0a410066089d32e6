package io.github.taxistream.ledger.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page, made of the files beside this class: one HTML file that needs no other, and that may
 * neither load anything nor run any script but its own.
 */
final class Page {

    private static final String LIBRARY = "/META-INF/resources/webjars/d3/7.9.0/";
    private static final List<String> SCRIPTS =
            List.of(
                    "words.js",
                    "figures.js",
                    "scale.js",
                    "equation.js",
                    "map.js",
                    "hours.js",
                    "heat.js",
                    "rejects.js",
                    "table.js",
                    "page.js");

    /** What every page has near its beginning, and hardly any other file. */
    private static final String TITLE = "<title>New York taxi trips by zone and hour</title>";

    private static final int BEGINNING = 8192;

    private final String beforeFigures;
    private final String afterFigures;
    private final String policy;

    /** Whether a file is such a page. */
    static boolean isOne(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8).contains(TITLE);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * @param live whether it is served, and may ask its server for newer figures
     */
    Page(boolean live) {
        String style = resource("report.css");
        String library = resource(LIBRARY + "dist/d3.min.js");
        List<String> scripts = SCRIPTS.stream().map(Page::resource).collect(Collectors.toList());
        scripts.add(0, library);
        policy =
                "default-src 'none'; base-uri 'none'; form-action 'none'"
                        + ("; style-src " + hash(style))
                        + "; script-src "
                        + scripts.stream().map(Page::hash).collect(Collectors.joining(" "))
                        + (live ? "; connect-src 'self'" : "");
        String html =
                resource("report.html")
                        .replace("{{policy}}", policy)
                        .replace("{{style}}", style)
                        .replace("{{library-licence}}", resource(LIBRARY + "LICENSE").trim())
                        .replace("{{zones}}", ZoneTiles.json())
                        .replace(
                                "{{scripts}}",
                                scripts.stream()
                                        .map(script -> "<script>" + script + "</script>")
                                        .collect(Collectors.joining("\n")));
        int at = html.indexOf("{{figures}}");
        beforeFigures = html.substring(0, at);
        afterFigures = html.substring(at + "{{figures}}".length());
    }

    /** The whole page. */
    byte[] with(String figures) {
        return (beforeFigures + figures + afterFigures).getBytes(StandardCharsets.UTF_8);
    }

    /** The content security policy, as it stands in the page. */
    String policy() {
        return policy;
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
