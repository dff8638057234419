// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.Delivery;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The demo's command line. */
class DemoOptionsTest {
    @Test
    void thePictureGoesToTheTargetOfTheExamples() {
        assertThat(DemoOptions.of().chart()).isEqualTo(Path.of("examples", "target"));
        assertThat(Path.of("..").resolve(DemoOptions.of().chart())).isDirectory();
    }

    @Test
    void optionsGoTogether() {
        DemoOptions options = DemoOptions.of("--chart", "docs", "--freeze", "--delivery", "none");

        assertThat(options).isEqualTo(new DemoOptions(Delivery.NONE, true, Path.of("docs"), false));
    }

    @Test
    void aFolderThatIsMissingIsRefused() {
        assertThatThrownBy(() -> DemoOptions.of("--chart")).hasMessageContaining("--chart");
    }

    @Test
    void theHelpTellsEveryOption() {
        assertThat(DemoOptions.usage()).contains("--delivery", "--freeze", "--chart", "--help");
    }
}
