using System.Text;
using Proofs.Texts;

namespace Proofs.Tests.Texts;

public sealed class LookalikesTests
{
    [Theory]
    [InlineData("bd-1\u200B", "U+200B ZERO WIDTH SPACE")]
    [InlineData("\u202Ebd-1", "U+202E RIGHT-TO-LEFT OVERRIDE")]
    [InlineData("bd\u00A01", "U+00A0 NO-BREAK SPACE")]
    [InlineData("bd\u00AD-1", "U+00AD SOFT HYPHEN")]
    [InlineData("bd\t1", "U+0009 (Control)")]
    [InlineData("bd\0", "U+0000 (Control)")]
    [InlineData("bd\u0085", "U+0085 (Control)")]
    [InlineData("bd\u2028", "U+2028 (LineSeparator)")]
    [InlineData("bd\u3164", "U+3164 HANGUL FILLER")]
    [InlineData("bd\uFE0F", "U+FE0F (NonSpacingMark)")]
    [InlineData("bd\U000E0041", "U+E0041 (Format)")]
    [InlineData("bd\uE000", "U+E000 (PrivateUse)")]
    public void What_nobody_can_see_is_named(string text, string named) => Assert.Equal(named, Lookalikes.FirstInvisible(text));

    [Theory]
    [InlineData("")]
    [InlineData("bd-1.2_x/y")]
    [InlineData("two words")]
    [InlineData("gr\u00FC\u00DFe \u0431\u0434 \u6F22\u5B57")]
    [InlineData("\U0001F600")]
    public void What_everybody_can_see_is_not_called_invisible(string text) => Assert.Null(Lookalikes.FirstInvisible(text));

    [Fact]
    public void The_first_of_several_invisible_characters_is_named() => Assert.Equal("U+200D ZERO WIDTH JOINER", Lookalikes.FirstInvisible("a\u200D\u200B"));

    [Theory]
    [InlineData("b\u0501-1", "U+0501, which looks like 'd'")]
    [InlineData("\u0430bc", "U+0430, which looks like 'a'")]
    [InlineData("bd\u20111", "U+2011 NON-BREAKING HYPHEN")]
    [InlineData("bd\u22121", "U+2212 MINUS SIGN")]
    [InlineData("bd-\uFF11", "U+FF11, which looks like '1'")]
    [InlineData("bd\uFF0D1", "U+FF0D, which looks like '-'")]
    [InlineData("\u039F1", "U+039F, which looks like 'O'")]
    [InlineData("\U0001D41Bd-1", "U+1D41B, which looks like 'b'")]
    [InlineData("bd-\U0001D7CF", "U+1D7CF, which looks like '1'")]
    [InlineData("B\u212A-1", "U+212A, which looks like 'K'")]
    [InlineData("i\u017Fsue-1", "U+017F, which looks like 'f'")]
    [InlineData("bd\u20241", "U+2024, which looks like '.'")]
    public void A_lookalike_among_ascii_letters_or_digits_is_named(string text, string named) => Assert.Equal(named, Lookalikes.FirstConfusable(text));

    [Theory]
    [InlineData("\u0430\u0441\u0435", "U+0430, which looks like 'a'")]
    [InlineData("\uFF42\uFF44", "U+FF42, which looks like 'b'")]
    [InlineData("\u0441-\u0441", "U+0441, which looks like 'c'")]
    public void A_word_of_lookalikes_alone_is_named(string text, string named) => Assert.Equal(named, Lookalikes.FirstConfusable(text));

    [Theory]
    [InlineData("\u0437\u0430\u0434\u0430\u0447\u0430")]
    [InlineData("\u03BB\u03CC\u03B3\u03BF\u03C2")]
    [InlineData("\u6F22\u5B57")]
    [InlineData("gr\u00FC\u00DFe")]
    [InlineData("bd-1")]
    [InlineData("")]
    public void A_word_of_another_script_is_left_alone(string text) => Assert.Null(Lookalikes.FirstConfusable(text));

    [Fact]
    public void A_word_of_another_script_beside_an_ascii_one_is_not()
    {
        // The same word is fine alone, so it is the mixture that is flagged.
        Assert.Null(Lookalikes.FirstConfusable("\u0437\u0430\u0434\u0430\u0447\u0430"));
        Assert.Equal("U+0430, which looks like 'a'", Lookalikes.FirstConfusable("\u0437\u0430\u0434\u0430\u0447\u0430-1"));
    }

    [Fact]
    public void No_ascii_character_is_a_lookalike_and_only_controls_are_invisible()
    {
        for (int value = 0; value < 0x80; value++)
        {
            string text = ((char)value).ToString();
            Assert.Null(Lookalikes.FirstConfusable(text + "a"));
            Assert.Equal(value is < 0x20 or 0x7F, Lookalikes.FirstInvisible(text) is not null);
        }
    }

    [Fact]
    public void Every_lookalike_folds_to_the_character_its_name_says()
    {
        int named = 0;
        for (int value = 0x80; value <= 0x10FFFF; value++)
        {
            if (Rune.IsValid(value) && Lookalikes.FirstConfusable(new Rune(value) + "a") is { } name && name.Split('\'') is [_, var ascii, _])
            {
                named++;
                string folded = Lookalikes.Fold(new Rune(value).ToString());
                Assert.True(folded == ascii || (ascii is "-" or "_" or "*" && folded.Length == 0), $"U+{value:X4} folds to '{folded}' and is said to look like '{ascii}'.");
            }
        }

        Assert.True(named > 700, $"Only {named} lookalikes are known.");
    }

    [Fact]
    public void A_lone_surrogate_is_no_crash()
    {
        Assert.Null(Lookalikes.FirstConfusable("\uD800"));
        Assert.Null(Lookalikes.FirstInvisible("\uD800"));
    }
}
