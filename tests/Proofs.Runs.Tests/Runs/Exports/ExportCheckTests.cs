using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Tests.Runs.Storage;
using Proofs.Verdicts;

namespace Proofs.Runs.Tests.Runs.Exports;

/// <summary>Every check of an export, made red by somebody who computes the export's own digest anew.</summary>
public sealed class ExportCheckTests
{
    private const string State = ".agentxchain/state.json";

    [Theory]
    [InlineData("project", "/project/name")]
    [InlineData("summary", "/summary/rejected_attempts")]
    [InlineData("summary", "/summary/history_entries")]
    [InlineData("config", "/config/project/name")]
    [InlineData("state", "/state/status")]
    [InlineData("evidence_chain", "/evidence_chain/head/digest")]
    [InlineData("files", "/files/.agentxchain~1state.json/sha256")]
    [InlineData("files", "/files/.agentxchain~1state.json/data/status")]
    [InlineData("files", "/files/TALK.md/bytes")]
    public void What_is_derived_cannot_be_changed(string check, string pointer)
    {
        using Project project = ExportTests.Done();
        ExportResult export = project.Runner.Export();
        byte[] other = ExportTests.Sealed(root => Change(root, pointer), export);
        string[] failing = [.. ExportTests.Failing(RunnerInterface.VerifyExport(other))];
        Assert.Contains(check, failing);
        Assert.Contains("form", failing);
        Assert.DoesNotContain("export_digest", failing);
        Assert.DoesNotContain("chain", failing);
    }

    [Fact]
    public void White_space_and_order_count()
    {
        using Project project = ExportTests.Done();
        ExportResult export = project.Runner.Export();
        byte[] other = ExportTests.Sealed(root => root["project"] = Reversed(root["project"]!.AsObject()), export);
        Assert.Equal(["form"], ExportTests.Failing(RunnerInterface.VerifyExport(other)));
        Assert.Equal(["export_digest", "form"], ExportTests.Failing(RunnerInterface.VerifyExport((byte[])[.. export.Document.Span, (byte)'\n'])));
    }

    [Fact]
    public void No_other_configuration_stands_for_the_one_that_the_run_went_by()
    {
        using Project project = ExportTests.Done();
        ExportResult export = project.Runner.Export();
        byte[] other = ExportTests.Sealed(
            root =>
            {
                Replace(root, RunPaths.Configuration, text => text.Replace("\"schema_version\"", "\"other\":1,\"schema_version\"", StringComparison.Ordinal));
                root["config"]!.AsObject().Insert(0, "other", 1);
            },
            export);
        Assert.Equal(["config", "form"], ExportTests.Failing(RunnerInterface.VerifyExport(other)));
        byte[] spaced = ExportTests.Sealed(root => Replace(root, RunPaths.Configuration, text => text + "\n"), export);
        Assert.Equal(["form"], ExportTests.Failing(RunnerInterface.VerifyExport(spaced)));
        byte[] gone = ExportTests.Sealed(root => root["files"]!.AsObject().Remove(RunPaths.Configuration), export);
        Assert.Contains("form", ExportTests.Failing(RunnerInterface.VerifyExport(gone)));

        // Who changes it after the run exports what the run went by.
        File.AppendAllText(project.In(RunPaths.Configuration), "\n\n");
        ExportResult later = project.Runner.Export();
        Assert.Empty(ExportTests.Failing(RunnerInterface.VerifyExport(later.Document)));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(export.Document.Span)!["config"], JsonNode.Parse(later.Document.Span)!["config"]));
    }

    [Fact]
    public void A_record_that_was_changed_with_all_its_digests_does_not_follow_from_the_journal()
    {
        using Project project = ExportTests.Done();
        ExportResult export = project.Runner.Export();
        byte[] other = ExportTests.Sealed(root => Replace(root, State, text => text.Replace("\"active\"", "\"completed\"", StringComparison.Ordinal)), export);
        Assert.Contains("chain", ExportTests.Failing(RunnerInterface.VerifyExport(other)));
        byte[] gone = ExportTests.Sealed(root => root["files"]!.AsObject().Remove(RunPaths.Journal), export);
        Assert.Contains("chain", ExportTests.Failing(RunnerInterface.VerifyExport(gone)));
    }

    [Fact]
    public void A_whole_run_written_anew_is_found_by_its_head_and_by_nothing_else()
    {
        using Project first = ExportTests.Done();
        using Project other = ExportTests.Done();
        ExportResult forged = other.Runner.Export();
        Assert.Equal(Outcome.Pass, RunnerInterface.VerifyExport(forged.Document).Verdict);
        Assert.Equal(["head"], ExportTests.Failing(RunnerInterface.VerifyExport(forged.Document, first.Runner.JournalHead!.Digest)));
    }

    [Fact]
    public void A_journal_that_no_runner_wrote_is_told_and_breaks_nothing()
    {
        using Project project = ExportTests.Done();
        ExportResult export = project.Runner.Export();
        string[] lines = project.Lines(RunPaths.Journal);
        List<string> odd = [];
        string right = string.Join('\n', lines) + "\n";
        Parallel.ForEach(Entries(lines).Where(journal => journal != right), journal =>
        {
            byte[] other = ExportTests.Sealed(root => Replace(root, RunPaths.Journal, _ => journal), export);
            try
            {
                if (RunnerInterface.VerifyExport(other, export.Head.Digest).Verdict == Outcome.Pass)
                {
                    lock (odd)
                    {
                        odd.Add("passes: " + journal);
                    }
                }
            }
            catch (Exception failed)
            {
                lock (odd)
                {
                    odd.Add(failed.ToString());
                }
            }
        });
        Assert.True(odd.Count == 0, $"{odd.Count}: {odd.FirstOrDefault()}");
    }

    /// <summary>Journals whose chain holds, with one value of one entry or of its command or facts taken away or made another.</summary>
    private static IEnumerable<string> Entries(string[] lines)
    {
        for (int at = 0; at < lines.Length; at++)
        {
            JsonObject entry = JsonNode.Parse(lines[at])!["entry"]!.AsObject();
            foreach ((string name, JsonNode? value) in entry.ToArray())
            {
                JsonObject? inner = name is "command" or "facts" ? JsonNode.Parse(value!.GetValue<string>())!.AsObject() : null;
                foreach (JsonNode? odd in new JsonNode?[] { null, JsonValue.Create(1), JsonValue.Create("x"), new JsonObject(), new JsonArray((JsonNode?)null) })
                {
                    yield return Chain(lines, at, changed => changed[name] = odd?.DeepClone());
                    foreach (string key in inner?.Select(pair => pair.Key).ToArray() ?? [])
                    {
                        yield return Chain(lines, at, changed =>
                        {
                            JsonObject other = inner!.DeepClone().AsObject();
                            other[key] = odd?.DeepClone();
                            changed[name] = other.ToJsonString();
                        });
                    }
                }
            }
        }
    }

    private static string Chain(string[] lines, int at, Action<JsonObject> change)
    {
        JournalHead head = Journal.Start;
        StringBuilder journal = new();
        for (int line = 0; line < lines.Length; line++)
        {
            JsonObject entry = JsonNode.Parse(lines[line])!["entry"]!.DeepClone().AsObject();
            if (line == at)
            {
                change(entry);
            }

            (byte[] written, head) = Journal.Append(head, JsonSerializer.SerializeToElement(entry));
            journal.Append(Encoding.UTF8.GetString(written));
        }

        return journal.ToString();
    }

    private static void Replace(JsonNode root, string path, Func<string, string> change)
    {
        JsonObject entry = root["files"]![path]!.AsObject();
        ExportFile file = ExportFile.Of(path, Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(Convert.FromBase64String(entry["content_base64"]!.GetValue<string>())))));
        (entry["bytes"], entry["sha256"], entry["content_base64"], entry["data"]) = (file.Bytes, file.Sha256, Convert.ToBase64String(file.Content!), file.Data);
        if (path == State)
        {
            root["state"] = file.Data!.DeepClone();
        }
    }

    private static void Change(JsonNode root, string pointer)
    {
        string[] parts = [.. pointer.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal))];
        JsonNode at = parts[..^1].Aggregate(root, (node, part) => node[part]!);
        at[parts[^1]] = at[parts[^1]]!.GetValueKind() == JsonValueKind.Number ? 77 : "other";
    }

    private static JsonObject Reversed(JsonObject from) => new(from.Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
}
