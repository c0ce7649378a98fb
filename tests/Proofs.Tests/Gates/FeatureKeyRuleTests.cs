using System.Text;
using Proofs.Gates;

namespace Proofs.Tests.Gates;

/// <summary>One message against the rule.</summary>
public sealed class FeatureKeyRuleTests
{
    [Theory]
    [InlineData("bd-1", null)]
    [InlineData("bd-2", "feature_key_mismatch")]
    [InlineData("bd-1.2", "feature_key_mismatch")]
    [InlineData("BD-1", "feature_key_mismatch")]
    [InlineData("bd-1, bd-2", "feature_key_mismatch")]
    [InlineData("", "feature_key_empty")]
    [InlineData("bd-1\u200b", "feature_key_invisible_characters")]
    [InlineData("bd\u20111", "feature_key_confusable_characters")]
    [InlineData("b\u202Ed-1", "feature_key_invisible_characters")]
    [InlineData("\u0462d-1", "feature_key_confusable_characters")]
    public void Equality_is_ordinal(string value, string? reason) => Assert.Equal(reason, Check(new() { Trailer = "Feature-Key", Key = "bd-1" }, value));

    [Theory]
    [InlineData(@"bd-[a-z0-9]+(\.[a-z0-9]+)*", "bd-a.1", null)]
    [InlineData(@"bd-[a-z0-9]+(\.[a-z0-9]+)*", "bd-a-1", "feature_key_pattern_mismatch")]
    [InlineData(@"bd-[a-z0-9]+(\.[a-z0-9]+)*", "bd-a.", "feature_key_pattern_mismatch")]
    [InlineData("a|ab", "ab", null)]
    [InlineData("a|b", "xb", "feature_key_pattern_mismatch")]
    [InlineData("^a", "ab", "feature_key_pattern_mismatch")]
    [InlineData(".+", "\u0441\u043E\u0440\u0435", "feature_key_confusable_characters")]
    [InlineData(".+", "\u043A\u043B\u044E\u0447", null)]
    [InlineData(".+", "b\u0430d", "feature_key_confusable_characters")]
    [InlineData(@"bd-\d+", "bd-\u0663\u0664", "feature_key_confusable_characters")]
    [InlineData(".+", "bd-\u217C", "feature_key_confusable_characters")]
    [InlineData(".+", "b\u0251d", "feature_key_confusable_characters")]
    [InlineData(".+", "bd-e\u0301", "feature_key_confusable_characters")]
    [InlineData(".+", "caf\u00E9-1", null)]
    public void A_pattern_matches_the_whole_value(string pattern, string value, string? reason)
    {
        Assert.True(FeatureKeyPattern.TryCreate(pattern, out FeatureKeyPattern? compiled, out _));
        Assert.Equal(reason, Check(new() { Trailer = "Feature-Key", Patterns = [compiled] }, value));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("a)|(b")]
    [InlineData("(?=a)b")]
    [InlineData(@"(a)\1")]
    [InlineData("(?x)a #")]
    public void A_pattern_that_is_none_by_itself_or_not_linear_is_refused(string pattern)
    {
        Assert.False(FeatureKeyPattern.TryCreate(pattern, out _, out string? error));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void Key_and_pattern_and_values_must_all_hold()
    {
        Assert.True(FeatureKeyPattern.TryCreate("bd-.", out FeatureKeyPattern? pattern, out _));
        FeatureKeyRule rule = new() { Trailer = "Feature-Key", Patterns = [pattern], AllowedValues = new HashSet<string>(StringComparer.Ordinal) { "bd-1", "xx" } };
        Assert.Null(Check(rule, "bd-1"));
        Assert.Equal("feature_key_value_not_allowed", Check(rule, "bd-2"));
        Assert.Equal("feature_key_pattern_mismatch", Check(rule, "xx"));
    }

    [Fact]
    public void Two_keys_are_one_too_many_even_if_equal() =>
        Assert.Equal("feature_key_not_single", Check(new() { Trailer = "Feature-Key", Key = "bd-1" }, "bd-1\nFeature-Key: bd-1"));

    [Fact]
    public void A_value_that_is_no_text_is_named_so()
    {
        byte[] message = [.. "x\n\nFeature-Key: bd-"u8, 0xFF, .. "\n"u8];
        Assert.Equal("feature_key_invalid_utf8", new FeatureKeyRule { Trailer = "Feature-Key", Key = "bd-1" }.CheckMessage(message, null)?.Reason.Id);
    }

    private static string? Check(FeatureKeyRule rule, string value) =>
        rule.CheckMessage(Encoding.UTF8.GetBytes($"Title\n\nFeature-Key: {value}\n"), null)?.Reason.Id;
}
