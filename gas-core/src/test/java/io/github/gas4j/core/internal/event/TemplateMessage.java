// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that is a template with arguments, as SLF4J has them; the template has no backslash. */
public record TemplateMessage(String template, List<@Nullable Object> arguments) implements CharSequence {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Object argument : arguments) {
            int place = template.indexOf("{}", from);
            if (place < 0) {
                break;
            }
            text.append(template, from, place).append(argument);
            from = place + 2;
        }
        return text.append(template, from, template.length()).toString();
    }

    @Override
    public int length() {
        return toString().length();
    }

    @Override
    public char charAt(int index) {
        return toString().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }
}
