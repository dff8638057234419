// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.sender.SelectorNews;
import java.io.IOException;
import java.nio.channels.Selector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private final Selector first = open();
    private final Selection selection = new Selection(first);

    private static Selector open() {
        try {
            return Selector.open();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @AfterEach
    void close() {
        selection.close();
        assertThat(selection.selector().isOpen()).isFalse();
    }

    @Test
    void staysWithItsSelectorIfThereWasNoError() throws IOException {
        selection.renew();

        assertThat(selection.selector()).isSameAs(first);
    }

    @Test
    void replacesItsSelectorOnceAfterAnError() throws IOException {
        selection.spoil();
        selection.renew();
        Selector second = selection.selector();
        selection.renew();

        assertThat(selection.selector()).isSameAs(second).isNotSameAs(first);
        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void losesNoWakeUpWithTheOldSelector() throws IOException {
        selection.spoil();
        selection.renew();

        new SelectorNews(selection).await(Long.MAX_VALUE); // returns at once, or never
    }

    @Test
    void replacesItsSelectorIfAChannelCannotBeClosed() throws IOException {
        selection.close(() -> {
            throw new OutOfMemoryError("no memory for the key");
        });
        selection.renew();

        assertThat(selection.selector()).isNotSameAs(first);
    }

    @Test
    void leavesALentSelectorOpen() {
        Selection lent = selection.lent();

        lent.close();

        assertThat(first.isOpen()).isTrue();
    }

    @Test
    void doesNotReplaceALentSelector() throws IOException {
        Selection lent = selection.lent();
        lent.spoil();

        lent.renew();

        assertThat(lent.selector()).isSameAs(first);
        assertThat(first.isOpen()).isTrue();
    }
}
