// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one PEM file, and the words to refuse that file with. Text before, between and after the blocks is ignored.
 * A file that was cut is refused as a whole, because a program may be about to write the rest of it. Immutable.
 */
final class Pem {
    static final int MAX_BYTES = 16 << 20;

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final Pattern MARKER = Pattern.compile("-----(BEGIN|END) ([A-Za-z0-9 ._/]{1,64})-----");

    private final String option;
    private final Path file;
    private final String valid;
    private final List<Block> blocks;

    private Pem(String option, Path file, String valid) throws PemException {
        this.option = option;
        this.file = file;
        this.valid = valid;
        this.blocks = blocks(text());
    }

    /**
     * Reads a file.
     *
     * @param option the option that names the file
     * @param valid what the file should be
     */
    static Pem read(String option, Path file, String valid) throws PemException {
        return new Pem(option, file, valid);
    }

    List<Block> blocks() {
        return blocks;
    }

    Path file() {
        return file;
    }

    /** Returns what is between the BEGIN and END of a block. */
    byte[] bytes(Block block) throws PemException {
        try {
            return Base64.getDecoder().decode(block.base64());
        } catch (IllegalArgumentException notBase64) {
            throw refusal("the base64 text of its " + block + " is broken", valid, notBase64);
        }
    }

    /** Returns the labels of the blocks, as the end of a sentence about what is missing. */
    String blocksInWords() {
        return blocks.isEmpty()
                ? "and no other BEGIN line"
                : "but " + blocks.stream().map(Block::label).distinct().collect(Collectors.joining(", "));
    }

    PemException refusal(String why) {
        return refusal(why, valid, null);
    }

    PemException refusal(String why, String instead, @Nullable Throwable cause) {
        String message = "option " + option + ": '" + file + "' cannot be used, because " + why + "; valid: " + instead;
        return new PemException(message, cause);
    }

    private String text() throws PemException {
        byte[] bytes = content();
        // The blocks are ASCII, and the text around them may be in any character set.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
            throw refusal("it is UTF-16 text", "the same text in ASCII or UTF-8", null);
        }
        return text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    }

    private byte[] content() throws PemException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw refusal(attributes.isDirectory() ? "it is a directory" : "it is not a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw refusal("it is larger than 16 MiB");
                }
                return bytes;
            }
        } catch (NoSuchFileException missing) {
            throw refusal("there is no such file", valid, missing);
        } catch (AccessDeniedException denied) {
            throw refusal("this process may not read it", valid, denied);
        } catch (IOException unreadable) {
            throw refusal("it cannot be read (" + unreadable + ")", valid, unreadable);
        }
    }

    private List<Block> blocks(String text) throws PemException {
        List<Block> found = new ArrayList<>();
        Block.Builder open = null;
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!isMarker(line, open != null)) {
                if (open != null) {
                    open.add(line);
                }
                continue;
            }
            Matcher marker = MARKER.matcher(line);
            if (!marker.matches()) {
                throw refusal("its line " + (i + 1) + " is not a whole BEGIN or END line, with nothing else in it");
            }
            String label = marker.group(2);
            if (marker.group(1).equals("BEGIN")) {
                refuseUnended(open);
                open = new Block.Builder(label, i + 1);
            } else if (open == null || !open.label.equals(label)) {
                throw refusal("it is cut in the middle: the END " + label + " in line " + (i + 1) + " has no BEGIN");
            } else {
                found.add(open.build());
                open = null;
            }
        }
        refuseUnended(open);
        refuseBegunMarker(text);
        return List.copyOf(found);
    }

    private static boolean isMarker(String line, boolean inBlock) {
        return inBlock ? line.contains("-----") : line.startsWith(BEGIN) || line.startsWith(END);
    }

    private void refuseUnended(Block.@Nullable Builder open) throws PemException {
        if (open != null) {
            throw refusal("it is cut in the middle: the BEGIN " + open.label + " in line " + open.line + " has no END");
        }
    }

    /** Refuses a file whose writer has got as far as the first characters of the next BEGIN line. */
    private void refuseBegunMarker(String text) throws PemException {
        String last = text.substring(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
        if (!last.isEmpty() && BEGIN.startsWith(last)) {
            throw refusal("it is cut in the middle: it ends with '" + last + "'");
        }
    }
}
