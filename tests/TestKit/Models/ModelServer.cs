using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TestKit.Models;

/// <summary>
/// A real HTTP server on 127.0.0.1 in the place of a model's provider. It speaks Anthropic's messages and OpenAI's chat completions, whichever it is asked
/// in, answers as a test tells it to, and remembers what it was asked and how often somebody connected.
/// </summary>
public sealed class ModelServer : IDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ModelRequest> _requests = new();
    private readonly CancellationTokenSource _over = new();
    private int _connections;

    /// <summary>Starts one that answers each request as the function says.</summary>
    public ModelServer(Func<ModelRequest, ModelAnswer> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.Use(next => connection =>
        {
            Interlocked.Increment(ref _connections);
            return next(connection);
        })));
        _app = builder.Build();
        _app.Run(context => AnswerAsync(context, answer));
        _app.StartAsync().GetAwaiter().GetResult();
        Address = new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Starts one that gives the answers in their order, and the last one from then on.</summary>
    public ModelServer(params ModelAnswer[] answers)
        : this(Each(answers))
    {
    }

    /// <summary>Where it listens, without a path.</summary>
    public Uri Address { get; }

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<ModelRequest> Requests => [.. _requests];

    /// <summary>How often somebody connected, whether anything was asked or not.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public void Dispose()
    {
        _over.Cancel();
        using CancellationTokenSource now = new(TimeSpan.Zero);
        _app.StopAsync(now.Token).GetAwaiter().GetResult();
        ((IDisposable)_app).Dispose();
        _over.Dispose();
    }

    private static Func<ModelRequest, ModelAnswer> Each(ModelAnswer[] answers)
    {
        int next = 0;
        return _ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length) - 1];
    }

    private async Task AnswerAsync(HttpContext context, Func<ModelRequest, ModelAnswer> answer)
    {
        ModelRequest request = await ModelRequest.ReadAsync(context.Request);
        _requests.Enqueue(request);
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _over.Token);
        try
        {
            await answer(request).WriteAsync(context, request, gone.Token);
        }
        catch (Exception left) when (left is OperationCanceledException or IOException or ConnectionAbortedException)
        {
            // Whoever asked has hung up, or the test is over.
            context.Abort();
        }
    }
}
