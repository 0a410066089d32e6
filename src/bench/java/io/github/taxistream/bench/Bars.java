package io.github.taxistream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first table of a benchmark as bars: an SVG that is as readable in the dark. Made from the
 * Markdown, so that the picture and the table beside it cannot differ.
 */
public final class Bars {

    /** A row's name, median, and its least and greatest run, in million trips a second. */
    private static final Pattern ROW =
            Pattern.compile("\\| ([^|]+) \\| ([0-9.]+) \\| ([0-9.]+)–([0-9.]+) \\|.*");

    private static final String HEAD = "| | million trips/s |";
    private static final int LINE = 26;
    private static final int TOP = 34;
    private static final int NAMES = 290;
    private static final int LONGEST = 360;
    private static final int WIDTH = NAMES + LONGEST + 60;

    private Bars() {}

    /** Draws the table of one file into another: {@code bench.md bench.svg}. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[1]), svg(Files.readAllLines(Path.of(args[0]))));
    }

    /**
     * The picture.
     *
     * @throws IllegalArgumentException if there is no table
     */
    static String svg(List<String> markdown) {
        List<Matcher> rows = rows(markdown);
        double most = rows.stream().mapToDouble(row -> number(row, 4)).max().orElseThrow();
        int height = TOP + LINE * rows.size() + 8;
        StringBuilder svg =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                        + " width=\"%1$d\" height=\"%2$d\" role=\"img\">%n"
                                        + "<title>Million trips a second: medians, and the least"
                                        + " and greatest of the rounds</title>%n"
                                        + "<style>text{font:13px system-ui,sans-serif;fill:#1d2126}"
                                        + ".soft{fill:#5f666f}.bar{fill:#9bb7c4}.ours{fill:#1c5a86}"
                                        + "line{stroke:#1d2126}@media(prefers-color-scheme:dark)"
                                        + "{text{fill:#ece9e2}.soft{fill:#a0a6ae}.bar{fill:#47606e}"
                                        + ".ours{fill:#6db7e8}line{stroke:#ece9e2}}</style>%n"
                                        + "<text class=\"soft\" x=\"%d\" y=\"18\">million trips a"
                                        + " second</text>%n",
                                WIDTH,
                                height,
                                NAMES));
        for (int i = 0; i < rows.size(); i++) {
            addBar(svg, rows.get(i), TOP + LINE * i, LONGEST / most);
        }
        return svg.append("</svg>\n").toString();
    }

    private static List<Matcher> rows(List<String> markdown) {
        List<Matcher> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : markdown) {
            Matcher row = ROW.matcher(line);
            if (line.startsWith(HEAD)) {
                inTable = true;
            } else if (inTable && row.matches()) {
                rows.add(row);
            } else if (!rows.isEmpty()) {
                return rows;
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("There is no table that begins with " + HEAD);
        }
        return rows;
    }

    private static double number(Matcher row, int group) {
        return Double.parseDouble(row.group(group));
    }

    private static void addBar(StringBuilder svg, Matcher row, int y, double scale) {
        String name = row.group(1);
        int middle = y + LINE / 2;
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                        NAMES - 10,
                        middle + 5,
                        name.replace("&", "&amp;").replace("<", "&lt;")));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                        name.startsWith("ours") || name.endsWith("ours") ? "ours" : "bar",
                        NAMES,
                        y + 4,
                        number(row, 2) * scale,
                        LINE - 8));
        double least = NAMES + number(row, 3) * scale;
        double greatest = NAMES + number(row, 4) * scale;
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%<d\"/>"
                                + "<text class=\"soft\" x=\"%.1f\" y=\"%d\">%s</text>%n",
                        least,
                        greatest,
                        middle,
                        greatest + 8,
                        middle + 5,
                        row.group(2)));
    }
}
