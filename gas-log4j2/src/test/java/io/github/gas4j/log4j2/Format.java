// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.xml.sax.SAXException;

/** How a receiver reads one event. Stateless. */
enum Format {
    /** Whatever a person can read. */
    TEXT {
        @Override
        String read(byte[] event) {
            return new String(event, UTF_8);
        }
    },
    /** A priority in angle brackets, and text. */
    SYSLOG {
        @Override
        String read(byte[] event) {
            String text = new String(event, UTF_8);
            assertThat(text).matches("(?s)<\\d{1,3}>\\S.*");
            return text;
        }
    },
    /** One record. */
    CSV {
        @Override
        String read(byte[] event) throws IOException {
            List<CSVRecord> records = CSVFormat.DEFAULT
                    .parse(new StringReader(new String(event, UTF_8)))
                    .getRecords();
            assertThat(records).hasSize(1);
            return String.join(" ", records.get(0));
        }
    },
    /** One element. */
    XML {
        @Override
        String read(byte[] event) throws IOException {
            try {
                return DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(event))
                        .getDocumentElement()
                        .getTextContent();
            } catch (SAXException | ParserConfigurationException notXml) {
                throw new IOException(notXml);
            }
        }
    },
    /** A row of a table, which is not read but as text. */
    HTML {
        @Override
        String read(byte[] event) {
            String text = new String(event, UTF_8);
            assertThat(text).matches("(?s)\\s*<tr>.*</tr>\\s*");
            return text.replace("<br />", "\n")
                    .replace("&quot;", "\"")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">");
        }
    },
    /** One object, and nothing behind it. */
    JSON {
        @Override
        String read(byte[] event) throws IOException {
            return texts(MAPPER.readTree(event));
        }
    },
    /** One document. */
    YAML {
        @Override
        String read(byte[] event) throws IOException {
            return texts(YAML_MAPPER.readTree(event));
        }
    };

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final YAMLMapper YAML_MAPPER = new YAMLMapper();

    /** Returns all texts of an event; fails if it is not one of this format. */
    abstract String read(byte[] event) throws IOException;

    /** Returns whether a newline of a message arrives whatever the framing, because the format has its own word for it. */
    boolean keepsNewlines() {
        return this == JSON || this == YAML || this == HTML;
    }

    private static String texts(JsonNode event) {
        assertThat(event.isObject()).isTrue();
        StringBuilder texts = new StringBuilder();
        event.forEachEntry((name, value) -> append(value, texts));
        return texts.toString();
    }

    private static void append(JsonNode value, StringBuilder texts) {
        if (value.isContainerNode()) {
            value.forEach(inner -> append(inner, texts));
        } else {
            texts.append(value.asText()).append(' ');
        }
    }
}
