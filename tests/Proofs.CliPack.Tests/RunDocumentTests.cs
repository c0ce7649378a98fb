using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.CliPack.Tests;

/// <summary>What is read out of a document that anybody may have written.</summary>
public sealed class RunDocumentTests
{
    [Fact]
    public void A_cause_is_one_line_that_no_terminal_obeys()
    {
        const string Said = "one\r\ntwo\u2028\u0085three\u001b[2J\u0007\u202efour \"quoted\" ü";
        JsonObject document = new() { ["errors"] = new JsonArray(new JsonObject { ["code"] = "some_code", ["message"] = Said }), ["next"] = new JsonArray(Said) };
        const string Shown = "one  two  three\\u001b[2J\\u0007\\u202efour \"quoted\" ü";
        Assert.Equal(new Cause("some_code", Shown, Shown), RunDocument.Read(document.ToJsonString())!.Cause());
    }

    [Theory]
    [InlineData("some_code\n")]
    [InlineData("Some code")]
    [InlineData("")]
    public void What_is_no_identifier_is_no_code(string code) =>
        Assert.Equal("run_not_completed", RunDocument.Read(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = code }) }.ToJsonString())!.Cause().Code);

    [Fact]
    public void A_stop_reason_that_is_quoted_is_in_one_line_too() =>
        Assert.Equal("The run stopped: a b.", RunDocument.Read("""{"stop_reason":"a\nb"}""")!.Cause().Message);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    public void What_is_no_document_is_none(string printed) => Assert.Null(RunDocument.Read(printed));
}
