// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** How a receiver reads one event. Stateless. */
enum Format {
    /** Whatever a person can read. */
    TEXT {
        @Override
        String read(byte[] event) {
            return new String(event, UTF_8);
        }
    },
    /** Text in the platform's charset, which some encoders cannot do without. */
    PLATFORM_TEXT {
        @Override
        String read(byte[] event) {
            return new String(event, Charset.defaultCharset());
        }

        @Override
        String carried(String text) {
            return read(text.getBytes(Charset.defaultCharset()));
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
    /** A row of a table, or two. */
    HTML {
        @Override
        String read(byte[] event) {
            String text = new String(event, UTF_8);
            assertThat(text).matches("(?s)\\s*<tr .*</tr>\\s*");
            return text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
        }
    },
    /** One object, and nothing behind it. */
    JSON {
        @Override
        String read(byte[] event) {
            return texts(new JsonMapper(), event);
        }
    },
    /** One object. */
    CBOR {
        @Override
        String read(byte[] event) {
            return texts(new CBORMapper(), event);
        }
    },
    /** One document. */
    YAML {
        @Override
        String read(byte[] event) {
            return texts(new YAMLMapper(), event);
        }
    };

    /** Returns all texts of an event; fails if it is not one of this format. */
    abstract String read(byte[] event) throws IOException;

    /** Returns what arrives of a text if the framing leaves it alone. */
    String carried(String text) {
        return text;
    }

    /** Returns whether a newline of a message arrives whatever the framing, because the format has its own word for it. */
    boolean keepsNewlines() {
        return this == JSON || this == CBOR || this == YAML;
    }

    private static String texts(ObjectMapper mapper, byte[] event) {
        JsonNode node = mapper.readTree(event);
        assertThat(node.isObject()).isTrue();
        StringBuilder texts = new StringBuilder();
        append(node, texts);
        return texts.toString();
    }

    private static void append(JsonNode value, StringBuilder texts) {
        if (value.isContainer()) {
            value.forEach(inner -> append(inner, texts));
        } else {
            texts.append(value.asString()).append(' ');
        }
    }
}
