using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>Bytes that an agent left.</summary>
public sealed class ReadingTests
{
    private static readonly string Good = Scene.Author.Result.ToJsonString();

    public static TheoryData<string> Unreadable => new(
        string.Empty,
        "   ",
        "nonsense",
        "null",
        "[]",
        "\"text\"",
        "12",
        "{",
        Good[..^1],
        Good + "x",
        Good + Good,
        Good.Replace("{", "{// no comments\n", StringComparison.Ordinal),
        Good[..^1] + ",}",
        Good[..^1] + ",\"run_id\":\"run_1\"}",
        Good[..^1] + ",\"run\\u005fid\":\"run_1\"}",
        Good.Replace("\"exit_code\":0", "\"exit_code\":1,\"exit_code\":0", StringComparison.Ordinal),
        Good.Replace("Did it", "\\ud800", StringComparison.Ordinal),
        Good.Replace("Did it", "\\udc00", StringComparison.Ordinal),
        Good.Replace("Did it", "\\udc00\\ud800", StringComparison.Ordinal),
        Good.Replace("Did it", "\\ud800x", StringComparison.Ordinal),
        Good.Replace("Did it", "\\ud800\\u0000\\udc00", StringComparison.Ordinal),
        Good[..^1] + ",\"\\ud800\":1}",
        Good.Replace("Did it", "Did\nit", StringComparison.Ordinal),
        Good[..^1] + ",\"deep\":" + string.Concat(Enumerable.Repeat("[", 64)) + string.Concat(Enumerable.Repeat("]", 64)) + "}",
        Good[..^1] + ",\"deep\":" + new string('[', 100_000) + "}",
        Good[..^1] + ",\"long\":\"" + new string('x', 4 * 1024 * 1024) + "\"}");

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_is_no_readable_object_fails_at_the_schema_stage(string json)
    {
        ValidationResult result = Scene.Author.Check(json);
        Assert.NotEmpty(result.Fails("schema", "turn_result_unreadable").Message);
        Assert.Single(result.Problems);
    }

    [Theory]
    [InlineData("\\ud83d\\ude00")]
    [InlineData("\\\\ud800")]
    [InlineData("\\u0000")]
    [InlineData("😀")]
    public void Text_that_only_looks_broken_is_read(string summary) => Scene.Author.Check(Good.Replace("Did it", summary, StringComparison.Ordinal)).Passes();

    [Fact]
    public void An_object_of_64_levels_is_read() =>
        Scene.Author.Check(Good[..^1] + ",\"idle_expansion_result\":" + string.Concat(Enumerable.Repeat("[", 63)) + string.Concat(Enumerable.Repeat("]", 63)) + "}").Passes();

    [Fact]
    public void An_object_of_4_MiB_is_read()
    {
        string start = Good[..^1] + ",\"idle_expansion_result\":\"";
        Scene.Author.Check(start + new string('x', (4 * 1024 * 1024) - start.Length - 2) + "\"}").Passes();
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_it() => Scene.Author.Check("\uFEFF" + Good).Passes();

    [Fact]
    public void Bytes_that_are_no_UTF8_fail()
    {
        byte[] json = Encoding.Latin1.GetBytes(Good.Replace("Did it", "Größe", StringComparison.Ordinal));
        TurnValidation.Validate(json, Scene.Author.State, Scene.Author.Configuration, null, Scene.Author.Facts).Fails("schema", "turn_result_unreadable");
    }

    [Fact]
    public void An_element_is_checked_like_its_bytes()
    {
        Check(Good).Passes();
        Check(Good[..^1] + ",\"role\":\"dev\"}").Fails("schema", "turn_result_unreadable");
        Check(Good.Replace("Did it", "\\ud800", StringComparison.Ordinal)).Fails("schema", "turn_result_unreadable");
        TurnValidation.Validate(default(JsonElement), Scene.Author.State, Scene.Author.Configuration, null, Scene.Author.Facts).Fails("schema", "turn_result_unreadable");

        static ValidationResult Check(string json) => TurnValidation.Validate(JsonElement.Parse(json), Scene.Author.State, Scene.Author.Configuration, null, Scene.Author.Facts);
    }

    [Fact]
    public void What_is_told_of_hostile_input_stays_short()
    {
        string name = new('n', 1_000);
        ValidationResult result = Scene.Author.Check(Good[..^1] + string.Concat(Enumerable.Range(0, 500).Select(each => $",\"{name}{each}\":1")) + "}");
        result.Passes();
        Assert.InRange(result.Warnings.Sum(each => each.Length), 1, 10_000);
        ValidationResult wrong = Scene.Author.Check(change => change["files_changed"] = new System.Text.Json.Nodes.JsonArray([.. Enumerable.Range(0, 5000).Select(each => System.Text.Json.Nodes.JsonValue.Create(each))]));
        Assert.Equal(101, wrong.Problems.Count);
        Assert.Contains("more than 100", wrong.Problems[^1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"schema_version":"1.0","run_id":"r","status":"x"}""", true)]
    [InlineData("""{"schema_version":"1.0","turn_id":"t","role":"x"}""", true)]
    [InlineData("""{"schema_version":"1.0","turn_id":"t","runtime_id":"x"}""", true)]
    [InlineData("""{"turn_id":"t","runtime_id":"x"}""", false)]
    [InlineData("""{"schema_version":"1.0","runtime_id":"x"}""", false)]
    [InlineData("""{"schema_version":"1.0","turn_id":"t"}""", false)]
    [InlineData("""{"schema_version":"","turn_id":"t","runtime_id":"x"}""", false)]
    [InlineData("""{"schema_version":1.0,"turn_id":"t","runtime_id":"x"}""", false)]
    [InlineData("""{"schema_version":"1.0","turn_id":"","runtime_id":"x"}""", false)]
    [InlineData("""{"schema_version":"1.0","turn_id":"t","runtime_id":null}""", false)]
    [InlineData("""{"schema_version":"1.0","turn_id":"t","runtime_id":"x","\ud800":1}""", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    public void The_minimum_shape_is_three_texts(string json, bool has) => Assert.Equal(has, TurnValidation.HasMinimumShape(JsonElement.Parse(json)));

    [Fact]
    public void Nothing_has_no_minimum_shape() => Assert.False(TurnValidation.HasMinimumShape(default));
}
