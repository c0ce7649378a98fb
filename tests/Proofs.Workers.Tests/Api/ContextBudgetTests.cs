using System.Text.Json.Nodes;
using Proofs.Runs.Work;
using Proofs.Workers.Api;
using TestKit.Models;

namespace Proofs.Workers.Tests.Api;

/// <summary>What is left out of a context that is too long for a model.</summary>
public sealed class ContextBudgetTests
{
    private const string Fenced = "````text\nquoted\n## Project Goal\n```\nmore\n````\n";

    private static readonly string Context = "# Context of turn `t`\n\nNotice.\n"
        + Section("Current State", "- state\n") + Section("Project Goal", "```markdown\nGOAL\n```\n") + Section("Last Accepted Turn", Fenced + Lines("last", 60))
        + Section("Decision History", Lines("decision", 60)) + Section("Gate Required Files", Lines("file", 60)) + Section("Phase Gate Status", Lines("gate", 60))
        + Section("Delegated Work", "- task\n") + Section("Advisory Warnings", Lines("warning", 60));

    [Fact]
    public void A_page_falls_apart_into_its_sections_and_nothing_gets_lost()
    {
        List<ContextSection> sections = ContextSection.Read(Context);
        Assert.Equal(["", "Current State", "Project Goal", "Last Accepted Turn", "Decision History", "Gate Required Files", "Phase Gate Status", "Delegated Work", "Advisory Warnings"], sections.Select(section => section.Name), StringComparer.Ordinal);
        Assert.Equal(Context, string.Concat(sections.Select(section => section.Text)));
    }

    [Fact]
    public void What_matters_least_goes_first_and_the_task_stays_whole()
    {
        string[] order = ["warning 0 ", "gate 0 ", "decision 0 ", "last 0 ", "file 0 "];
        int before = 0;
        for (int window = 5000; window > 0; window -= 2)
        {
            if (Fit(window) is not { } message)
            {
                continue;
            }

            Assert.True(ContextBudget.Tokens(message) <= window);
            Assert.Contains("GOAL", message, StringComparison.Ordinal);
            Assert.Contains("- task", message, StringComparison.Ordinal);
            Assert.Contains("- state", message, StringComparison.Ordinal);
            bool[] isThere = [.. order.Select(each => message.Contains(each, StringComparison.Ordinal))];
            int gone = isThere.TakeWhile(there => !there).Count();
            Assert.All(isThere.Skip(gone), Assert.True);
            Assert.True(gone >= before);
            Assert.Equal(gone > 0, message.Contains("(Left out:", StringComparison.Ordinal));
            before = gone;
        }

        Assert.Equal(order.Length, before);
    }

    [Fact]
    public void What_is_shortened_says_so_and_leaves_no_fence_open()
    {
        for (int window = 6000; window > 0; window -= 7)
        {
            if (Fit(window) is { } message)
            {
                // Each heading that is not quoted is found again, so no fence is open before it.
                Assert.Equal(8, ContextSection.Read(message).Count(section => section.Name.Length > 0));
                Assert.Equal(message.Contains("warning 59 ", StringComparison.Ordinal), !message.Contains("did not fit", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void What_fits_is_not_touched() => Assert.Equal(new Bundle("P", Context).Message(), Fit(1_000_000));

    [Fact]
    public async Task A_prompt_that_cannot_fit_is_not_sent()
    {
        using Desk desk = new(new string('p', 30_000));
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10));
        WorkResult done = await desk.Work(Settings(server, 10_000));
        Assert.Equal(("context_overflow", false, 0m), (done.Failure!.Class, done.Failure.IsRetryable, done.Failure.Cost!.Usd));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_context_that_is_too_long_is_sent_shortened()
    {
        using Desk desk = new("PROMPT\n", Context);
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10));
        Assert.Null((await desk.Work(Settings(server, 4096 + 2048 + 1000))).Failure);
        string prompt = Assert.Single(server.Requests).Prompt;
        Assert.StartsWith("PROMPT\n", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("warning 0 ", prompt, StringComparison.Ordinal);
        Assert.Contains("GOAL", prompt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 100)]
    [InlineData(true, null)]
    public async Task Without_a_window_or_a_measure_everything_is_sent(bool isEnabled, int? window)
    {
        using Desk desk = new("PROMPT\n", Context);
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10));
        JsonObject settings = Settings(server, window);
        settings["preflight_tokenization"]!["enabled"] = isEnabled;
        Assert.Null((await desk.Work(settings)).Failure);
        Assert.Contains("warning 59 ", Assert.Single(server.Requests).Prompt, StringComparison.Ordinal);
    }

    private static string? Fit(int tokens)
    {
        JsonObject settings = new() { ["context_window_tokens"] = tokens + 1 + 64 + ContextBudget.Tokens(Models.System), ["max_output_tokens"] = 1, ["preflight_tokenization"] = new JsonObject { ["enabled"] = true, ["safety_margin_tokens"] = 0 } };
        string? wrong = ContextBudget.Fit(new Bundle("P", Context), ApiSettings.Read(new("api_proxy", System.Text.Json.JsonSerializer.SerializeToElement(settings))), out string? message);
        Assert.Equal(wrong is null, message is not null);
        return message;
    }

    private static JsonObject Settings(ModelServer server, int? window)
    {
        JsonObject settings = Desk.Anthropic(server.Address);
        settings["context_window_tokens"] = window;
        settings["preflight_tokenization"] = new JsonObject { ["enabled"] = true };
        return settings;
    }

    private static string Section(string name, string body) => $"\n## {name}\n\n{body}";

    private static string Lines(string word, int count) => string.Concat(Enumerable.Range(0, count).Select(number => $"- {word} {number} and some more words\n"));
}
