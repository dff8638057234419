// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemTest {
    private static final byte[] CONTENT =
            "content that is longer than one line of base64, and then some".getBytes(StandardCharsets.US_ASCII);
    private static final String A = TestPem.block("A", CONTENT);

    @TempDir
    Path directory;

    @Test
    void readsEveryBlockInTheOrderOfTheFile() throws Exception {
        Pem pem = read(A + TestPem.block("B C", new byte[] {1, 2, 3}) + A);

        assertThat(pem.blocks()).extracting(Block::label).containsExactly("A", "B C", "A");
        assertThat(pem.blocks()).extracting(Block::line).containsExactly(1, 5, 8);
        assertThat(pem.bytes(pem.blocks().get(0))).isEqualTo(CONTENT);
        assertThat(pem.bytes(pem.blocks().get(1))).containsExactly(1, 2, 3);
    }

    @Test
    void ignoresTextOutsideTheBlocks() throws Exception {
        assertHasContent("Bag Attributes: f\u00fcr\n----\n# -----BEGIN B-----\n" + A + "--- \u00fc ---\n-----\n");
    }

    @Test
    void readsTheLinesOfEverySystem() throws Exception {
        assertHasContent(A.replace("\n", "\r\n"));
        assertHasContent(A.replace("\n", "\r"));
    }

    @Test
    void ignoresSpaceAroundLinesAndAMarkOfUtf8() throws Exception {
        assertHasContent("\u00ef\u00bb\u00bf" + A.replace("\n", " \n\t"));
    }

    @Test
    void needsNoEndOfTheLastLine() throws Exception {
        assertHasContent(A.strip());
    }

    @Test
    void refusesAFileThatIsCutAnywhereInItsSecondBlock() throws Exception {
        String text = A + A.strip();

        for (int cut = A.length() + 1; cut < text.length(); cut++) {
            String begun = text.substring(0, cut);
            assertThatThrownBy(() -> read(begun), "cut at %s", cut)
                    .isInstanceOf(PemException.class)
                    .message()
                    .containsAnyOf("it is cut in the middle: ", "is not a whole BEGIN or END line");
        }
    }

    @Test
    void saysWhichBlockIsCut() {
        assertRefused(A + "-----BEGIN B-----\nAAAA\n", "it is cut in the middle: the BEGIN B in line 5 has no END");
        assertRefused("-----BEGIN B-----\nAAAA\n" + A, "it is cut in the middle: the BEGIN B in line 1 has no END");
        assertRefused("AAAA\n-----END B-----\n" + A, "it is cut in the middle: the END B in line 2 has no BEGIN");
        assertRefused(A.replace("END A", "END B"), "it is cut in the middle: the END B in line 4 has no BEGIN");
        assertRefused(A + "-----BEG", "it is cut in the middle: it ends with '-----BEG'");
    }

    @Test
    void refusesAMarkerThatSharesItsLine() {
        String why = " is not a whole BEGIN or END line, with nothing else in it";

        assertRefused(A.strip() + A, "its line 4" + why);
        assertRefused(A.replace("\n-----END", "-----END"), "its line 3" + why);
        assertRefused(A.replace("\n", " "), "its line 1" + why);
        assertRefused("-----BEGIN A----\n" + A, "its line 1" + why);
    }

    @Test
    void refusesBrokenBase64() throws Exception {
        Pem pem = read("text\n" + A.replace("Y29u", "****"));

        assertThatThrownBy(() -> pem.bytes(pem.blocks().get(0)))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("the base64 text of its A in line 2 is broken; valid: a test's file");
    }

    @Test
    void takesHeadersForNoBase64() throws Exception {
        String text = A.replace("BEGIN A-----\n", "BEGIN A-----\nComment: x\nProc-Type: 4,CLEAR\n\n");
        assertHasContent(text);

        assertThat(read(text).blocks().get(0).encryptedByHeader()).isFalse();
        assertThat(read(text.replace("CLEAR", "ENCRYPTED")).blocks().get(0).encryptedByHeader())
                .isTrue();
    }

    @Test
    void showsNoContentOfABlock() throws Exception {
        assertThat(read(A).blocks().toString()).isEqualTo("[A in line 1]");
    }

    @Test
    void refusesUtf16() {
        assertRefused("\u00ff\u00fe-\0-\0", "it is UTF-16 text; valid: the same text in ASCII or UTF-8");
    }

    @Test
    void namesTheOptionTheFileAndWhatWouldBeValid() {
        Path missing = directory.resolve("missing.pem");

        assertThatThrownBy(() -> Pem.read("tlsTest", missing, "a test's file"))
                .isInstanceOf(PemException.class)
                .hasMessage("option tlsTest: '" + missing
                        + "' cannot be used, because there is no such file; valid: a test's file");
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThatThrownBy(() -> Pem.read("tlsTest", directory, "a test's file"))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("because it is a directory; valid: ");
        Path device = Path.of("/dev/null");
        assumeThat(device).exists();
        assertThatThrownBy(() -> Pem.read("tlsTest", device, "a test's file"))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("because it is not a regular file; valid: ");
    }

    @Test
    void refusesAFileWithoutPermission() throws Exception {
        Path file = TestPem.write(directory, "secret.pem", A);
        assumeThat(file.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
        assumeThat(Files.isReadable(file)).isFalse();

        assertThatThrownBy(() -> Pem.read("tlsTest", file, "a test's file"))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("because this process may not read it; valid: ");
    }

    @Test
    void readsNoMoreThan16MiB() throws Exception {
        Path file = directory.resolve("large.pem");
        Files.writeString(file, A);
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(Pem.MAX_BYTES);
            assertThat(Pem.read("tlsTest", file, "a test's file").blocks()).hasSize(1);
            large.setLength(Pem.MAX_BYTES + 1L);
        }

        assertThatThrownBy(() -> Pem.read("tlsTest", file, "a test's file"))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("because it is larger than 16 MiB; valid: ");
    }

    private void assertHasContent(String text) throws Exception {
        Pem pem = read(text);
        assertThat(pem.blocks()).hasSize(1);
        assertThat(pem.bytes(pem.blocks().get(0))).isEqualTo(CONTENT);
    }

    private void assertRefused(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("cannot be used, because " + why);
    }

    private Pem read(String text) throws IOException, PemException {
        return Pem.read("tlsTest", TestPem.write(directory, "test.pem", text), "a test's file");
    }
}
