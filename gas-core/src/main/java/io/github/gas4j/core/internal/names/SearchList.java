// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The names that are asked for in place of a short one: {@code search}, {@code domain} and {@code options ndots} of
 * {@code resolv.conf}, as the system's own resolver reads them. Without that file a name is asked for as it stands.
 *
 * <p>Thread-safe: immutable, and reads the file anew each time.
 */
final class SearchList {
    private static final String NDOTS = "ndots:";
    /** As many as the system's resolver takes. */
    private static final int MOST_DOTS = 15;

    private static final int MOST_DOMAINS = 6;

    private final Path file;

    SearchList(Path file) {
        this.file = file;
    }

    /** Returns the list of this system. */
    static SearchList ofThisSystem() {
        return new SearchList(Path.of("/etc/resolv.conf"));
    }

    /** Returns the absolute names that a name may stand for, in the order in which they are asked for. */
    List<String> candidates(String host) {
        if (host.endsWith(".")) {
            return List.of(host.substring(0, host.length() - 1));
        }
        List<String> domains = List.of();
        int dotsNeeded = 1;
        for (String line : lines()) {
            List<String> words = Arrays.asList(line.trim().split("\\s+"));
            switch (words.get(0)) {
                case "search", "domain" -> domains = words.subList(1, Math.min(words.size(), MOST_DOMAINS + 1));
                case "options" -> dotsNeeded = dots(words, dotsNeeded);
                default -> {}
            }
        }
        List<String> candidates = new ArrayList<>();
        for (String domain : domains) {
            String suffix = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
            candidates.add(suffix.isEmpty() ? host : host + "." + suffix);
        }
        boolean asItStandsFirst = host.chars().filter(c -> c == '.').count() >= dotsNeeded;
        candidates.add(asItStandsFirst ? 0 : candidates.size(), host);
        return candidates;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException | RuntimeException none) {
            return List.of();
        }
    }

    private static int dots(List<String> words, int before) {
        int dots = before;
        for (String word : words) {
            if (word.matches(NDOTS + "\\d{1,4}")) {
                dots = Math.min(MOST_DOTS, Integer.parseInt(word.substring(NDOTS.length())));
            }
        }
        return dots;
    }
}
